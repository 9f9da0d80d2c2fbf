import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

/** Modules that are data by the time they are bundled: what they export is taken, not how it came about. */
const evaluated =
  /[\\/]statemachines[\\/](?:email[\\/](?<part>frame|layouts)|journeys[\\/](?<journey>[^\\/]+)[\\/]content[\\/]index)\.ts$/;

/** Packages that make that data, and have no business in a Lambda. */
const makers = /^(?:mjml|marked)$/;

/**
 * Compiles content while Lambdas are bundled: catalogs and the frames of emails go in as the HTML and text that their modules
 * export when run here, so that no function carries or waits for a compiler. They lie beside the code as JSON, which is
 * read when somebody is first spoken to: what all journeys say is more than all that decides whether they may.
 */
export const evaluatedContent: Plugin = {
  name: 'evaluated-content',
  setup({ onLoad, onResolve }) {
    const exported = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
      import(/* @vite-ignore */ pathToFileURL(path).href);
    onLoad({ filter: evaluated, namespace: 'file' }, async ({ path }) => ({
      contents: lazily(path, await exported(path)),
      loader: 'js',
    }));
    onResolve({ filter: /^exports-of:/ }, ({ path, pluginData: _, importer }) => ({
      path: path.slice('exports-of:'.length),
      namespace: 'exports',
      pluginData: importer,
    }));
    onLoad({ filter: /./, namespace: 'exports' }, async ({ pluginData }) => ({
      contents: JSON.stringify(await exported(pluginData as string)),
      loader: 'file',
    }));
    onResolve({ filter: makers }, ({ path, importer }) => ({
      errors: [
        {
          text:
            `${path} is imported by ${importer}: Lambdas carry content compiled; ` +
            'bind a catalog in statemachines/journeys/<name>/content/index.ts, and import lib/content/catalog.ts elsewhere',
        },
      ],
    }));
  },
};

/** A module whose exports are objects with the members that they had, each read when it is asked for. */
function lazily(path: string, exports: Readonly<Record<string, unknown>>): string {
  const { part, journey } = evaluated.exec(path)?.groups ?? {};
  const objects = Object.entries(exports).map(([name, value]) => {
    const members = Object.keys(value as object).map((key) => {
      const member = JSON.stringify(key);
      return `get ${member}() { return read()[${JSON.stringify(name)}][${member}]; }`;
    });
    return `${name === 'default' ? 'export default' : `export const ${name} =`} { ${members.join(', ')} };`;
  });
  return `import file from ${JSON.stringify(`exports-of:${journey ?? part}.json`)};
import { readFileSync } from 'node:fs';
let exported;
const read = () => (exported ??= JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')));
${objects.join('\n')}`;
}
