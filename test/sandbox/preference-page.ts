import type { Client } from './client.ts';

/** A person at their preferences, with a browser's manners and no script. */
export class PreferencePage {
  readonly url: string;

  private constructor(url: string) {
    this.url = url;
  }

  static async of(client: Client, user: string): Promise<PreferencePage> {
    const { preferences } = await client.control<{ preferences: string }>(`token?userId=${user}`);
    return new PreferencePage(`${client.url}/_api/preferences/${preferences}`);
  }

  async read(): Promise<string> {
    return (await fetch(this.url)).text();
  }

  /** Presses the one button of this name. @returns the page that follows */
  async press(act: 'pause' | 'resume' | 'leave'): Promise<string> {
    const form = forms(await this.read()).find((each) => each.includes(`name="do" value="${act}"`)) ?? '';
    const fields = fieldsOf(form);
    fields.set('do', act);
    return (await this.send(fields)).text();
  }

  /** Sets these fields, leaves all others as the page shows them, and saves. @returns the page that follows */
  async save(choices: Readonly<Record<string, string | boolean>>): Promise<string> {
    const fields = fieldsOf(forms(await this.read()).find((each) => each.includes('value="save"')) ?? '');
    for (const [name, choice] of Object.entries(choices)) {
      if (choice === false) fields.delete(name);
      else fields.set(name, choice === true ? 'on' : choice);
    }
    return (await this.send(fields)).text();
  }

  send(body: URLSearchParams | string, redirect: 'follow' | 'manual' = 'follow'): Promise<Response> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return fetch(this.url, { method: 'POST', body: String(body), headers, redirect });
  }
}

const forms = (page: string): string[] => page.match(/<form .*?<\/form>/gs) ?? [];

/** What a browser would send of a form as it stands. */
function fieldsOf(form: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [input] of form.matchAll(/<input [^>]*>/g)) {
    const [type, name = '', value = ''] = ['type', 'name', 'value'].map((key) => input.match(`${key}="([^"]*)"`)?.[1]);
    if (type === 'hidden' || input.includes(' checked')) fields.append(name, value);
  }
  return fields;
}

/** Names of what is ticked or chosen. */
export const ticked = (page: string): (string | undefined)[] =>
  [...page.matchAll(/id="([^"]+)"[^>]* checked/g)].map(([, id]) => id);

/** What the page says came of it. */
export const statusOf = (page: string): string | undefined => /role="(?:status|alert)">([^<]*)</.exec(page)?.[1];
