// The ids that the interface uses and the sentences that exist are the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';

import { load, t } from '../src/texts';

const LOCALES = join(import.meta.dirname, '../../assets/locales/en');
const SOURCES = join(import.meta.dirname, '../src');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

const texts = readdirSync(LOCALES).filter((name) => name.endsWith('.ftl'));
const idsOf = (name: string): string[] =>
  [...readFileSync(join(LOCALES, name), 'utf8').matchAll(/^([a-z][a-z0-9-]*) =/gm)].map(([, id]) => id ?? '');
const code = filesBelow(SOURCES)
  .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('bindings.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const quoted = new Set([...code.matchAll(/'([a-z][a-z0-9]*(?:-[a-z0-9]+)+)'/g)].map(([, id]) => id ?? ''));
const asked = new Set([...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, id]) => id ?? ''));

describe('texts of the interface', () => {
  it('exist for every id that is asked for', () => {
    const known = new Set(texts.flatMap(idsOf));
    const wanted = [
      ...asked,
      ...[...quoted].filter((id) => id.startsWith('ui-') || id.startsWith('payment-method-')),
    ];
    expect(wanted.filter((id) => !known.has(id))).toEqual([]);
    expect(wanted.length, 'the search finds them').toBeGreaterThan(150);
  });

  it('are all used', () => {
    const own = texts.filter((name) => name.startsWith('ui')).flatMap(idsOf);
    expect(own.filter((id) => !quoted.has(id))).toEqual([]);
  });

  it.each(texts.filter((name) => name.startsWith('ui')))('%s is Fluent throughout', (name) => {
    const source = readFileSync(join(LOCALES, name), 'utf8');
    const parsed = new FluentResource(source).body.map(({ id }) => id);
    expect(parsed, 'what is not Fluent is left out by the parser').toEqual(idsOf(name));
  });

  it('are filled with numbers and words', () => {
    expect(t('ui-summary-title', { count: 1 })).toBe('There is 1 thing to put right');
    expect(t('ui-summary-title', { count: 1200 })).toBe('There are 1,200 things to put right');
    expect(t('ui-last-year', { answer: 'Hospital' })).toBe('Last year: Hospital');
  });

  it('come back as their id when they are missing, and carry no isolation marks', () => {
    const bundle = load({ 'a.ftl': 'hello = Dear { $name }' });
    const pattern = bundle.getMessage('hello')?.value;
    expect(pattern && bundle.formatPattern(pattern, { name: 'Zoë' })).toBe('Dear Zoë');
    expect(bundle.getMessage('none')).toBeUndefined();
  });
});

it('only src/host/tauri.ts knows the desktop shell', () => {
  const knowing = filesBelow(SOURCES).filter((file) => readFileSync(file, 'utf8').includes('@tauri-apps'));
  expect(knowing.map((file) => file.slice(SOURCES.length + 1))).toEqual(['host/tauri.ts']);
});

it('no sentence stands in the code of a page', () => {
  const pages = filesBelow(SOURCES).filter((file) => file.endsWith('.svelte'));
  const spoken = pages.flatMap((file) => {
    const markup = readFileSync(file, 'utf8')
      .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
      .replace(/\{[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*\}/g, '');
    return [...markup.matchAll(/>([^<>]*[A-Za-z]{3,}[^<>]*)</g)].map(
      ([, words]) => `${file.slice(SOURCES.length + 1)}: ${words?.trim()}`,
    );
  });
  expect(spoken).toEqual([]);
});
