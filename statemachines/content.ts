import type { Catalog } from '../lib/content/catalog.ts';
import { type CatalogForm, type Compiled, compileCatalog, type MessageForms } from '../lib/content/catalog-form.ts';
import { styles } from './email/look.ts';

export type { MessageForms as Messages, Translation } from '../lib/content/catalog-form.ts';

/**
 * What a journey can say, in all its languages. Written in `journeys/<name>/content/index.ts`, which the Lambdas get
 * evaluated: as plain data, emails compiled.
 *
 * @throws RuleError for a body that an email cannot show
 */
export function catalog<const M extends MessageForms>(form: CatalogForm<M>): Catalog<Compiled<M>> {
  return compileCatalog(form, styles);
}
