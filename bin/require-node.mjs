// Loaded before any TypeScript, by a Node of any age: one line that says what to do.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Polyphony needs Node 24, this is ${process.version}: run it by npm (which takes the Node 24 that \`npm ci\` ` +
      'installed), or, where npm could install none for this platform, install Node 24 yourself',
  );
  process.exit(1);
}
