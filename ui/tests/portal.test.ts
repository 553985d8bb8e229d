import { fireEvent, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { MenuEntry, OutboxItem, Session } from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { keysOf, type Platform, shortcutOf } from '../src/portal/shortcuts';
import { open, openProfile, openSection, quiet } from './mounting';
import { contact, lists, profile } from './profile-samples';
import { documents, home, item, renewal, section, signedIn, status } from './samples';

const locked = { state: 'locked', notice: null, forgetting: 'Three changes are lost.' } as const;
const heading = (): HTMLElement => screen.getByRole('heading', { level: 1 });

describe('starting', () => {
  it('says what keeps the portal from opening, and tries again when it is told to', async () => {
    const user = userEvent.setup();
    let hindrance: string | null = 'Nothing can be written in the folder of your data.';
    await open({
      session: () => {
        if (hindrance !== null) throw new CommandFailure({ code: 'other', sentence: hindrance });
        return { state: 'signedOut', notice: null };
      },
    });
    expect(heading().textContent).toBe('The portal could not be opened');
    expect(screen.getByRole('alert').textContent).toContain(hindrance);
    hindrance = null;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await quiet();
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
  });
});

describe('signing in', () => {
  it('goes through the browser and on by itself', async () => {
    const user = userEvent.setup();
    let session: Session = { state: 'signedOut', notice: 'Your file was set aside.' };
    const { host } = await open({
      session: () => session,
      sign_in: () => ({ link: 'https://college/authorize', browserOpened: true }),
    });
    expect(screen.getByText('Your file was set aside.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await quiet();
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('https://college/authorize');
    session = signedIn;
    host.emit('changed', 'session');
    await quiet();
    expect(heading().textContent).toBe('Where you stand');
    expect(screen.getByText('CPSO 900412')).toBeTruthy();
  });

  it('can be given up', async () => {
    const user = userEvent.setup();
    await open({
      session: () => ({ state: 'signingIn', link: 'https://college/authorize' }),
      cancel_sign_in: () => ({ state: 'signedOut', notice: null }),
    });
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await quiet();
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
  });

  it('asks for a passphrase twice before it is chosen', async () => {
    const user = userEvent.setup();
    const { host } = await open({
      session: () => ({ state: 'choosePassphrase' }),
      choose_passphrase: () => signedIn,
    });
    const first = screen.getByLabelText('Passphrase');
    const choose = screen.getByRole('button', { name: 'Use this passphrase' });
    await user.type(first, 'short');
    await user.click(choose);
    expect(document.activeElement).toBe(first);
    expect(screen.getByText(/Use at least 10 characters/)).toBeTruthy();
    await user.type(first, ' words are longer');
    await user.click(choose);
    expect(document.activeElement).toBe(screen.getByLabelText('Passphrase, once more'));
    await user.keyboard('short words are longer{Enter}');
    await quiet();
    expect(host.asked('choose_passphrase')).toEqual([{ passphrase: 'short words are longer' }]);
    expect(heading().textContent).toBe('Where you stand');
  });

  it('keeps the wrong passphrase on the page and says what to do', async () => {
    const user = userEvent.setup();
    await open({
      session: () => locked,
      unlock: () => {
        throw new CommandFailure({ code: 'wrongPassphrase', sentence: 'Type the passphrase again' });
      },
    });
    await user.type(screen.getByLabelText('Passphrase'), 'no{Enter}');
    await quiet();
    expect(screen.getByText(/Type the passphrase again/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Passphrase'));
  });

  it('lets somebody else in past a locked portal', async () => {
    const user = userEvent.setup();
    await open({
      session: () => locked,
      sign_in: () => ({ link: 'https://college/authorize', browserOpened: true }),
    });
    await user.click(screen.getByRole('button', { name: 'Sign in as somebody else' }));
    await quiet();
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('https://college/authorize');
  });

  it('asks once, in one sentence, before a forgotten passphrase is given up', async () => {
    const user = userEvent.setup();
    const { host } = await open({
      session: () => locked,
      forget_passphrase: () => ({ state: 'signedOut', notice: 'What was locked is kept.' }),
    });
    await user.click(screen.getByRole('button', { name: 'I forgot the passphrase' }));
    await quiet();
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).getByText(locked.forgetting)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Try the passphrase again' }));
    await quiet();
    expect(host.asked('forget_passphrase')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'I forgot the passphrase' }));
    await user.click(screen.getByRole('button', { name: 'Go on without it' }));
    await quiet();
    expect(screen.getByText('What was locked is kept.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
  });
});

describe('signing out', () => {
  it('tells what has not been sent, with the focus on staying', async () => {
    const user = userEvent.setup();
    const { host } = await open({
      sign_out: ({ leaveUnsent }) => {
        if (!leaveUnsent) throw new CommandFailure({ code: 'refused', sentence: '3 answers wait' });
        return { state: 'signedOut', notice: null };
      },
    });
    await user.click(screen.getByRole('button', { name: 'Sign out' }));
    const dialog = screen.getByRole('dialog');
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Stay signed in' }));
    await user.click(within(dialog).getByRole('button', { name: 'Sign out' }));
    await quiet();
    expect(screen.getByText('3 answers wait')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Sign out and leave it unsent' }));
    await quiet();
    expect(host.asked('sign_out')).toEqual([{ leaveUnsent: false }, { leaveUnsent: true }]);
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
  });
});

describe('moving about', () => {
  it('puts the focus on the heading of each page and names the window', async () => {
    const user = userEvent.setup();
    const { host } = await open({ renewal: () => renewal() });
    await user.click(screen.getByRole('link', { name: 'Renewal' }));
    await quiet();
    expect(document.activeElement).toBe(heading());
    expect(host.title).toBe('Annual renewal 2027 – Portal Desktop');
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    await quiet();
    expect(host.title).toBe('Where you stand – Portal Desktop');
    expect(document.activeElement).toBe(heading());
  });

  it('saves what is being typed before a page is left', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([item('G.2', { text: 'Number' })]);
    host.calls.length = 0;
    await user.type(screen.getByRole('textbox', { name: 'Number' }), '12');
    host.emit('menu', 'home');
    await quiet();
    expect(
      host.calls
        .map(({ command }) => command)
        .filter((command) => command === 'answer' || command === 'home'),
    ).toEqual(['answer', 'home']);
  });

  it('keeps what could not be saved, says so on every page, and saves it when asked', async () => {
    const user = userEvent.setup();
    let full = true;
    const { host } = await openSection([item('G.2', { text: 'Number' })], {
      answer: () => {
        if (full) throw new CommandFailure({ code: 'diskFull', sentence: 'The disk is full' });
        return { savedAt: '14:02', section: section([]), added: null };
      },
      case: () => renewal(),
    });
    await user.type(screen.getByRole('textbox', { name: 'Number' }), '12');
    await user.click(screen.getByRole('button', { name: 'Save and close' }));
    await quiet();
    expect(heading().textContent).toBe('Annual renewal 2027');
    expect(screen.getByText('The disk is full')).toBeTruthy();
    full = false;
    await user.click(screen.getByRole('button', { name: 'Save again' }));
    await quiet();
    expect(screen.queryByText('The disk is full')).toBeNull();
    expect(host.asked('answer').at(-1)).toEqual({
      draft: 'renewal/2027',
      path: 'G.2',
      value: [{ kind: 'text', text: '12' }],
    });
  });

  it('saves before the window closes, and asks when it cannot', async () => {
    const user = userEvent.setup();
    let full = true;
    const { host } = await openSection([item('G.2', { text: 'Number' })], {
      answer: () => {
        if (full) throw new CommandFailure({ code: 'diskFull', sentence: 'The disk is full' });
        return { savedAt: '14:02', section: section([]), added: null };
      },
    });
    await user.type(screen.getByRole('textbox', { name: 'Number' }), '12');
    await host.askToClose();
    await quiet();
    expect(host.closed).toBe(false);
    const dialog = screen.getByRole('dialog', { name: 'Close without saving?' });
    await user.click(within(dialog).getByRole('button', { name: 'Keep the window open' }));
    expect(host.closed).toBe(false);
    full = false;
    await host.askToClose();
    expect(host.closed).toBe(true);
    expect(host.asked('answer').at(-1)).toEqual({
      draft: 'renewal/2027',
      path: 'G.2',
      value: [{ kind: 'text', text: '12' }],
    });
  });

  it('says "saved" on Ctrl+S only when it is', async () => {
    const user = userEvent.setup();
    const { host } = await openSection([item('G.2', { text: 'Number' })]);
    await user.type(screen.getByRole('textbox', { name: 'Number' }), '12');
    await user.keyboard('{Control>}s{/Control}');
    await quiet();
    expect(host.asked('answer')).toHaveLength(1);
    expect(screen.getByText('Saved on this computer')).toBeTruthy();
  });

  it('goes back once when the page and the menu bar both hear the key', async () => {
    const { host, app } = await open({ renewal: () => renewal(), documents: () => documents([]) });
    await app.navigation.go({ page: 'renewal' });
    await app.navigation.go({ page: 'documents' });
    await fireEvent.keyDown(window, { key: 'ArrowLeft', altKey: true });
    host.emit('menu', 'back');
    await quiet();
    expect(app.navigation.current.place).toEqual({ page: 'renewal' });
  });

  it('prints the page where no document is shown', async () => {
    const user = userEvent.setup();
    const { host } = await open({ print_page: () => null });
    await user.keyboard('{Control>}p{/Control}');
    await quiet();
    expect(host.asked('print_page')).toHaveLength(1);
  });
});

describe('the state of sync', () => {
  it('is read aloud when the connection comes or goes, and not with every answer', async () => {
    const { host } = await open({});
    const aloud = (): string[] => screen.getAllByRole('status').map((region) => region.textContent ?? '');
    host.emit('status', { ...status, sentence: 'Saved on this computer 14:05' });
    await quiet();
    expect(aloud().join('')).not.toContain('14:05');
    host.emit('status', {
      sync: 'offline',
      sentence: 'Offline. Saved on this computer 14:06',
      waiting: 2,
      clock: null,
    });
    await quiet();
    expect(aloud().join('')).toContain('Offline.');
    expect(screen.getByRole('link', { name: '2 changes wait to reach the College' })).toBeTruthy();
  });

  it('stands once on every page, always in the same place', async () => {
    const { app } = await open({
      outbox: () => [],
      profile: () => profile(),
      profile_lists: () => lists,
      documents: () => documents([]),
    });
    for (const page of ['home', 'outbox', 'profile', 'documents', 'help'] as const) {
      await app.navigation.go({ page });
      await quiet();
      const place = screen.getByRole('region', { name: 'Saving and sending' });
      expect(within(place).getByText(status.sentence), page).toBeTruthy();
      expect(screen.getAllByText(status.sentence), page).toHaveLength(1);
    }
  });

  it('leads to what was refused: its question, its reason, the way to it, and a way to put it away', async () => {
    const user = userEvent.setup();
    let outbox: OutboxItem[] = [
      {
        id: 'e1',
        title: 'G.2 Your number',
        at: '14:02',
        state: 'needsAttention',
        reason: 'This answer is longer than the College can take.',
        entered: 'It began like this',
        place: { page: 'question', draft: 'renewal/2027', section: 'G', path: 'G.2' },
        canDismiss: true,
      },
    ];
    const { host, app } = await open({
      outbox: () => outbox,
      dismiss_change: () => {
        outbox = [];
        return null;
      },
      section: () => section([item('G.2')]),
    });
    host.emit('status', { ...status, sync: 'needsAttention' });
    await quiet();
    await user.click(screen.getByRole('link', { name: 'See what needs your attention' }));
    await quiet();
    expect(screen.getByText('This answer is longer than the College can take.')).toBeTruthy();
    expect(screen.getByText(/It began like this/)).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Go to the question' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({
      page: 'section',
      draft: 'renewal/2027',
      linkId: 'G',
      path: 'G.2',
    });
    await app.navigation.go({ page: 'outbox' });
    await quiet();
    await user.click(screen.getByRole('button', { name: /I have read this/ }));
    await quiet();
    expect(host.asked('dismiss_change')).toEqual([{ id: 'e1' }]);
    expect(screen.queryByText('G.2 Your number')).toBeNull();
  });

  it('says once, on Home, that the clock of this computer is off', async () => {
    const clock = 'The clock of this computer is 2 days behind the College’s.';
    const { app } = await open({ status: () => ({ ...status, clock }), outbox: () => [] });
    expect(screen.getAllByText(clock)).toHaveLength(1);
    await app.navigation.go({ page: 'outbox' });
    await quiet();
    expect(screen.queryByText(clock)).toBeNull();
  });

  it('says that a form of the profile is not saved until its button is pressed', async () => {
    const user = userEvent.setup();
    await openProfile('contact', { contact: () => contact() });
    const said = (): string => document.querySelector('.rail .status')?.textContent ?? '';
    await user.click(screen.getAllByRole('button', { name: /^Change/ })[0] ?? document.body);
    await quiet();
    expect(said(), 'nothing was entered yet').toBe(status.sentence);
    const [field] = screen.getAllByRole('textbox');
    if (field) await user.type(field, '4');
    await quiet();
    expect(said()).toContain('Not saved yet.');
  });

  it('offers to sign in again when the College asks for it', async () => {
    const user = userEvent.setup();
    const { host } = await open({ sign_in: () => ({ link: 'https://college', browserOpened: true }) });
    host.emit('status', { ...status, sync: 'signInNeeded' });
    await quiet();
    await user.click(screen.getByRole('button', { name: 'Sign in again' }));
    await quiet();
    expect(host.asked('sign_in')).toHaveLength(1);
    expect(screen.getByRole<HTMLInputElement>('textbox').value, 'for when no browser comes up').toBe(
      'https://college',
    );
  });

  it('brings a page up to date when something changed underneath', async () => {
    let now = home();
    const { host } = await open({ home: () => now });
    now = home({
      fee: { state: 'paid', amount: '$1,725.00', at: '20 May 2027', method: 'Visa ending in 4242' },
      complete: true,
      next: 'card',
    });
    host.emit('changed', 'record');
    await quiet();
    expect(screen.getByText('$1,725.00 on 20 May 2027, Visa ending in 4242')).toBeTruthy();
    expect(screen.getByText('Complete')).toBeTruthy();
  });
});

describe('keys', () => {
  const press = (key: string, part: Partial<KeyboardEventInit> = {}): KeyboardEvent =>
    new KeyboardEvent('keydown', { key, ...part });
  const ctrl = { ctrlKey: true };
  const cmd = { metaKey: true };
  const shift = { shiftKey: true };

  it.each<[string, Partial<KeyboardEventInit>, Platform, MenuEntry | null]>([
    ['s', ctrl, 'linux', 'save'],
    ['s', ctrl, 'macos', null],
    ['s', cmd, 'macos', 'save'],
    ['p', ctrl, 'windows', 'print'],
    [',', ctrl, 'linux', 'preferences'],
    ['F1', {}, 'linux', 'help'],
    ['ArrowLeft', { altKey: true }, 'linux', 'back'],
    // There it moves by a word.
    ['ArrowLeft', { altKey: true }, 'macos', null],
    ['[', cmd, 'macos', 'back'],
    ['z', ctrl, 'linux', 'undo'],
    ['Z', { ...ctrl, ...shift }, 'linux', 'redo'],
    ['y', ctrl, 'windows', 'redo'],
    // Its own menu undoes.
    ['z', cmd, 'macos', null],
    ['q', ctrl, 'linux', 'quit'],
    ['q', ctrl, 'windows', null],
    ['f', ctrl, 'linux', 'find'],
    ['k', ctrl, 'linux', 'findService'],
    ['k', cmd, 'macos', 'findService'],
    ['F3', {}, 'linux', 'findNext'],
    ['F3', shift, 'windows', 'findPrevious'],
    ['g', cmd, 'macos', 'findNext'],
    ['G', { ...cmd, ...shift }, 'macos', 'findPrevious'],
    ['+', { ...ctrl, ...shift }, 'linux', 'zoomIn'],
    ['+', ctrl, 'linux', 'zoomIn'],
    ['=', ctrl, 'windows', 'zoomIn'],
    ['-', ctrl, 'linux', 'zoomOut'],
    ['0', cmd, 'macos', 'zoomReset'],
    // These are left alone: those without Ctrl, those that the field itself takes, and others.
    ['s', {}, 'linux', null],
    ['S', { ...ctrl, ...shift }, 'linux', null],
    ['c', ctrl, 'linux', null],
    ['v', ctrl, 'linux', null],
    ['q', { ...ctrl, altKey: true }, 'linux', null],
  ])('%s with %o on %s is %s', (key, part, on, wanted) => {
    expect(shortcutOf(press(key, part), on)).toBe(wanted);
  });

  it('are printed on the Help page as they are pressed', () => {
    expect(keysOf('save', false)).toBe('Ctrl + S');
    expect(keysOf('back', true)).toBe('⌘ [');
  });
});
