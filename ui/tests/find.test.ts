// Finding words on a page: where they stand, whatever they stand in.
import { fireEvent, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';

import { Finder } from '../src/find/finder.svelte';
import { fold, matches, places } from '../src/find/matches';
import { open } from './mounting';

afterEach(() => {
  document.body.innerHTML = '';
});

function page(html: string): HTMLElement {
  document.body.innerHTML = `<main>${html}</main>`;
  return document.querySelector('main') as HTMLElement;
}

const found = (html: string, words: string): string[] =>
  matches(page(html), words).map((match) =>
    match.kind === 'text'
      ? match.range.toString()
      : (match.field as HTMLInputElement).value.slice(match.from, match.to),
  );

describe('words are found', () => {
  it.each<[string, string, string, string[]]>([
    ['whatever their case', '<p>Queued is not filed. QUEUED!</p>', 'queued', ['Queued', 'QUEUED']],
    ['with and without accents', '<p>Zoé Lavoie, Zoe</p>', 'zoé', ['Zoé', 'Zoe']],
    ['with accents that are characters of their own', '<p>Zoe\u0301 L.</p>', 'zoe', ['Zoe\u0301']],
    ['across bold and plain', '<p>not <strong>fi</strong>led</p>', 'not filed', ['not filed']],
    ['over the end of a line of the source', '<p>not\n      filed</p>', 'not filed', ['not\n      filed']],
    ['with an apostrophe of either kind', '<p>College’s</p>', "college's", ['College’s']],
    ['in a field', '<input type="text" value="12 Elm Street">', 'elm', ['Elm']],
    ['in a long field', '<textarea>Elm, elm</textarea>', 'elm', ['Elm', 'elm']],
    [
      'in what is folded away',
      '<details><summary>A</summary><p>an answer</p></details>',
      'answer',
      ['answer'],
    ],
    [
      'in the text of a drawn page',
      '<figcaption class="hidden-text" data-findable>Card</figcaption>',
      'card',
      ['Card'],
    ],
    ['as letters that fall apart', '<p>a ﬁle</p>', 'file', ['ﬁle']],
    ['not across paragraphs', '<p>not</p><p>filed</p>', 'not filed', []],
    [
      'not where nobody sees them',
      '<span class="hidden-text">Error: card</span><style>card</style>',
      'card',
      [],
    ],
    ['not in a passphrase', '<input type="password" value="seven loons">', 'loons', []],
    ['only the choice of a list', '<select><option>Elm<option selected>Oak</select>', 'elm', []],
    ['not when there are none', '<p>anything</p>', '  ', []],
  ])('%s', (_, html, words, wanted) => {
    expect(found(html, words)).toEqual(wanted);
  });

  it('in the order of the page', () => {
    expect(found('<p>a1</p><input type="text" value="a2"><p>a3</p>', 'a')).toEqual(['a', 'a', 'a']);
    const kinds = matches(page('<p>a1</p><input type="text" value="a2"><p>a3</p>'), 'a').map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['text', 'field', 'text']);
  });

  it('at their own characters, whatever was folded before them', () => {
    expect(fold('É  ﬁ')).toEqual({ text: 'e fi', origins: [0, 1, 3, 3] });
    expect(places('😀 Élan élan', 'elan')).toEqual([
      [3, 7],
      [8, 12],
    ]);
  });
});

describe('the bar', () => {
  it('counts, goes round, and closes', async () => {
    const user = userEvent.setup();
    await open({}, { page: 'preferences' });
    await user.keyboard('{Control>}f{/Control}');
    const field = screen.getByRole('textbox', { name: 'Find on this page' });
    expect(document.activeElement).toBe(field);
    const seek = (words: string) => fireEvent.input(field, { target: { value: words } });
    await seek('colours');
    expect(screen.getByText('1 of 1')).toBeTruthy();
    await seek('%');
    const said = (): string => screen.getByText(/^\d+ of \d+$/).textContent ?? '';
    expect(said()).toBe('1 of 4');
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    expect(said()).toBe('4 of 4');
    await user.keyboard('{F3}');
    expect(said()).toBe('1 of 4');
    await seek('% of nothing');
    expect(screen.getByText('Not found')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('search')).toBeNull();
  });

  it('unfolds what is shown, and folds it again when it is passed', () => {
    const root = page(
      '<details><p>an answer</p></details><details><p>another answer</p></details><details open><p>read</p></details>',
    );
    const unfolded = (): boolean[] => [...root.querySelectorAll('details')].map((one) => one.open);
    const finder = new Finder();
    finder.search('answer');
    expect(unfolded()).toEqual([true, false, true]);
    finder.step(1);
    expect(unfolded()).toEqual([false, true, true]);
    finder.close();
    expect(unfolded(), 'one reads on where it was found').toEqual([false, true, true]);
  });
});
