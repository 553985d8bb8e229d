// Home: where one stands, as the core says it, and ways that lead where they say.
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Home, YearPoint } from '../src/host/bindings';
import { open, quiet } from './mounting';
import { lists, profile } from './profile-samples';
import { documents, documentSummary, home } from './samples';

const line: YearPoint[] = [
  { mark: 'opening', state: 'done', place: 0, title: 'Opened', details: ['12 Apr 2027'] },
  {
    mark: 'deadline',
    state: 'missed',
    place: 333,
    title: 'Deadline',
    details: ['Tuesday 1 Jun 2027', '5:00 p.m. EDT'],
  },
  { mark: 'today', state: 'here', place: 666, title: 'Draft, 62%', details: ['Today, 9 Jun 2027'] },
  {
    mark: 'end',
    state: 'ahead',
    place: 1000,
    title: 'Valid until',
    details: ['31 May 2028', 'once complete'],
  },
];
const card = { document: 'card-2027', sentence: 'Valid until 31 May 2028', note: null };

async function openHome(part: Partial<Home>): ReturnType<typeof open> {
  return open({
    home: () => home(part),
    documents: () =>
      documents([
        {
          title: 'Registration',
          totals: [],
          waiting: [],
          documents: [documentSummary('card-2027', { title: 'The card' })],
        },
      ]),
    document: () => ({ title: 'The card', base64: '' }),
  });
}

describe('Home', () => {
  it('says in words where one stands, and when what is due', async () => {
    await openHome({});
    expect(screen.getByText('Your renewal survey is 62% done and has not been submitted.')).toBeTruthy();
    expect(screen.getByText(/^The survey and the fee are due Tuesday 1 Jun 2027/)).toBeTruthy();
  });

  it('draws every point of the year, with the words for those who do not see it', async () => {
    await openHome({ line, lineInWords: 'Opened: 12 Apr 2027. Deadline: passed.' });
    const pictures = screen.getAllByRole('img', { name: 'Opened: 12 Apr 2027. Deadline: passed.' });
    expect(pictures, 'across and upright; one of them is shown').toHaveLength(2);
    for (const picture of pictures) {
      for (const { title, details } of line) {
        expect(picture.textContent).toContain(title);
        for (const detail of details) expect(picture.textContent).toContain(detail);
      }
      expect(picture.querySelectorAll('.mark')).toHaveLength(line.length);
      expect(picture.querySelectorAll('line.gone'), 'the way to where the person is').toHaveLength(2);
      expect(picture.querySelector('.mark.missed path'), 'not by its colour alone').not.toBeNull();
    }
  });

  it('draws no line, and no survey, for somebody who has no renewal', async () => {
    await openHome({
      survey: { state: 'notAvailable' },
      sentence: 'You have nothing to renew now.',
      due: null,
    });
    expect(screen.getByText('You have nothing to renew now.')).toBeTruthy();
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.queryByText('Not due yet')).toBeNull();
    expect(screen.getByText('You have no registration card at the moment.')).toBeTruthy();
  });

  it.each(['Open your registration card', 'Open your card'])('%s opens the card', async (name) => {
    const user = userEvent.setup();
    await openHome({
      survey: { state: 'filed', at: '20 May 2027, 10:14 a.m. EDT', receipt: 'R27-7F3K-9QMD' },
      fee: { state: 'paid', amount: '$1,725.00', at: '20 May 2027', method: 'Visa ending in 4242' },
      complete: true,
      next: 'card',
      card,
    });
    await user.click(screen.getByRole('link', { name }));
    await quiet();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('The card');
  });

  it('copies the code of the receipt, and says so', async () => {
    const user = userEvent.setup();
    await openHome({ survey: { state: 'filed', at: '20 May 2027', receipt: 'R27-7F3K-9QMD' }, next: 'pay' });
    await user.click(screen.getByRole('button', { name: 'Copy Receipt' }));
    await quiet();
    expect(await navigator.clipboard.readText()).toBe('R27-7F3K-9QMD');
    expect(screen.getByText('Copied')).toBeTruthy();
  });

  it('shows the last two messages, which lead to all of them', async () => {
    const message = (id: string) => ({
      id,
      from: 'The College to you',
      at: '20 May 2027',
      subject: `Subject ${id}`,
      text: [],
      change: null,
    });
    const { app } = await open({
      messages: () => ({ messages: ['1', '2', '3'].map(message) }),
      profile: () => profile(),
      profile_lists: () => lists,
    });
    const letters = screen.getByRole('region', { name: 'Messages' });
    expect(
      within(letters)
        .getAllByRole('link')
        .map(({ textContent }) => textContent),
    ).toEqual(['Subject 1', 'Subject 2']);
    await userEvent.setup().click(within(letters).getByRole('link', { name: 'Subject 1' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({ page: 'profile', section: 'messages' });
  });
});
