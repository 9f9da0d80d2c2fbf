import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { markUse, prune } from '../../lib/infra/assembly-shelf.ts';
import { ensureAssembly } from '../../lib/infra/ensure-assembly.ts';
import { sourceHash } from '../../lib/infra/source-hash.ts';
import { turn } from '../../lib/infra/turn.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'assembly-'));
/** No process has this id: Linux, macOS and Windows end below it. */
const nobody = 2 ** 30;

describe('ensureAssembly', () => {
  it('gives all who ask at once the same whole assembly', async () => {
    const [one, other] = await Promise.all([ensureAssembly({ quiet: true }), ensureAssembly({ quiet: true })]);
    expect(one).toBe(other);
    expect(readdirSync(one)).toEqual(
      expect.arrayContaining(['manifest.json', 'polyphony-app.template.json', 'polyphony-app.assets.json']),
    );
  });

  it('says why a stage cannot be synthesized', async () => {
    await expect(ensureAssembly({ stage: 'nope', quiet: true })).rejects.toThrow(/stage "nope" is not in polyphony/);
  });
});

describe('the hash of the sources', () => {
  const tree = (files: Readonly<Record<string, string>>) => {
    const root = folder();
    for (const path of ['lib/domain', 'lib/sandbox', 'lambdas', 'statemachines'])
      mkdirSync(join(root, path), { recursive: true });
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
    return sourceHash(root, 'default');
  };

  it('is the same for the same contents, and another for any other', async () => {
    const hash = await tree({ 'lib/domain/cap.ts': 'a' });
    expect(await tree({ 'lib/domain/cap.ts': 'a' })).toBe(hash);
    expect(await tree({ 'lib/domain/cap.ts': 'b' })).not.toBe(hash);
    expect(await tree({ 'lib/domain/cat.ts': 'a' })).not.toBe(hash);
  });

  it('leaves out what is never deployed', async () => {
    const hash = await tree({ 'lib/domain/cap.ts': 'a' });
    expect(await tree({ 'lib/domain/cap.ts': 'a', 'lib/sandbox/clock.ts': 'x' })).toBe(hash);
  });
});

describe('taking turns', () => {
  it('does the work once', async () => {
    const lock = join(folder(), 'lock');
    let times = 0;
    const work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      times += 1;
    };
    await Promise.all([1, 2, 3].map(() => turn(lock, () => times > 0, work)));
    expect(times).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it('goes on after one who died in its turn', async () => {
    const lock = join(folder(), 'lock');
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(nobody));
    let done = false;
    await turn(
      lock,
      () => done,
      async () => {
        done = true;
      },
    );
    expect(done).toBe(true);
  });
});

describe('clearing away', () => {
  it('keeps what is current, recent or in use', async () => {
    const shelf = folder();
    const old = new Date(Date.now() - 2 * 60 * 60 * 1000);
    for (const name of ['current', 'used', 'left', 'recent']) {
      mkdirSync(join(shelf, `assembly-${name}`));
      if (name !== 'recent') utimesSync(join(shelf, `assembly-${name}`), old, old);
    }
    await markUse(shelf, 'assembly-used');
    writeFileSync(join(shelf, 'uses', `assembly-left.${nobody}`), '');
    await prune(shelf, 'assembly-current');
    expect(readdirSync(shelf).sort()).toEqual(['assembly-current', 'assembly-recent', 'assembly-used', 'uses']);
    expect(readdirSync(join(shelf, 'uses'))).toHaveLength(1);
  });
});
