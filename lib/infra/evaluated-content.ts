import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

/** Modules that are data by the time they are bundled: what they export is taken, not how it came about. */
const evaluated = /[\\/]statemachines[\\/](?:email[\\/]frame|journeys[\\/][^\\/]+[\\/]content[\\/]index)\.ts$/;

/** Packages that make that data, and have no business in a Lambda. */
const makers = /^(?:mjml|marked)$/;

/**
 * Compiles content while Lambdas are bundled: catalogs and the frame of emails go in as the HTML and text that their modules
 * export when run here, so that no function carries or waits for a compiler.
 */
export const evaluatedContent: Plugin = {
  name: 'evaluated-content',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: evaluated }, async ({ path }) => {
      const module: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ pathToFileURL(path).href);
      return { contents: Object.entries(module).map(exportOf).join('\n'), loader: 'js' };
    });
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

const exportOf = ([name, value]: [string, unknown]) =>
  `${name === 'default' ? 'export default' : `export const ${name} =`} ${JSON.stringify(value)};`;
