#!/usr/bin/env node
// JavaScript, because a Node that cannot run TypeScript must still be able to say so.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  const { main } = await import('./polyphony.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(
    `polyphony: Node ${process.versions.node} cannot run TypeScript; run \`npx polyphony …\`, which takes the Node ` +
      'that `npm ci` installed, or use Node 22.18 or later\n',
  );
  process.exitCode = 2;
}
