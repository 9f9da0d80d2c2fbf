/** The part of MJML that is used here; the package brings no types. */
declare module 'mjml' {
  interface Options {
    readonly validationLevel: 'strict';
    readonly keepComments: boolean;
    /** Web fonts by name: MJML has the reader fetch each of these that the source mentions. */
    readonly fonts: Readonly<Record<string, string>>;
  }
  /** @throws Error that names each fault and its line */
  export default function mjml2html(mjml: string, options: Options): Promise<{ readonly html: string }>;
}
