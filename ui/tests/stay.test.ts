// What one person saw, typed or was told is gone when another one, or nobody, is at the window.
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Session } from '../src/host/bindings';
import { open, quiet } from './mounting';
import { answered, documents, item, section, signedIn } from './samples';
import { held, type Script } from './scripted';

const nobody: Session = { state: 'signedOut', notice: null };
const another: Session = {
  ...signedIn,
  registrant: { ...signedIn.registrant, name: 'Dr. Amara Okafor', cpsoNumber: '900500' },
};

/** The interface of one person, and how somebody else comes to the window. */
async function stay(script: Script = {}) {
  let session: Session = signedIn;
  const opened = await open({
    session: () => session,
    documents: () => documents([]),
    section: () => section([item('G.2', { text: 'Number' })]),
    answer: () => answered(section([item('G.2', { text: 'Number' })])),
    ...script,
  });
  const become = async (next: Session): Promise<void> => {
    session = next;
    opened.host.emit('changed', 'session');
    await quiet();
  };
  return { ...opened, become };
}

describe('another person', () => {
  it('finds none of the pages of the one before, and no way back to them', async () => {
    const { computer, app, become } = await stay();
    await app.navigation.go({ page: 'documents' });
    await become(another);
    expect(computer.app.navigation.current.place).toEqual({ page: 'home' });
    expect(computer.app.navigation.canGoBack).toBe(false);
  });

  it.each([
    ['nobody', nobody],
    ['another person', another],
  ])('is not told what the one before was told, when %s follows', async (_, next) => {
    const { app, become } = await stay();
    app.say('A document was saved as /home/zoe/Documents/Certificate.pdf');
    await quiet();
    expect(document.body.textContent).toContain('Certificate.pdf');
    await become(next);
    expect(document.body.textContent).not.toContain('Certificate.pdf');
    app.say('Sent to zoe@example.org');
    await quiet();
    expect(document.body.textContent, 'nor what comes late').not.toContain('zoe@example.org');
  });

  it('finds no words that were sought, no question that is open and no form', async () => {
    const user = userEvent.setup();
    const { become } = await stay();
    await user.keyboard('{Control>}f{/Control}');
    await user.type(screen.getByRole('textbox', { name: 'Find on this page' }), 'divorce');
    await user.click(screen.getByRole('button', { name: 'Sign out' }));
    expect(screen.getByRole('dialog')).toBeTruthy();
    await become(another);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('textbox')).toBeNull();
    await user.keyboard('{Control>}f{/Control}');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Find on this page' }).value).toBe('');
  });

  it('is not answered for by what the one before left in a field', async () => {
    const user = userEvent.setup();
    const { host, app, become } = await stay({
      answer: () => {
        throw new Error('the disk is full');
      },
    });
    await app.navigation.go({ page: 'section', draft: 'renewal/2027', linkId: 'G' });
    await quiet();
    await user.type(screen.getByRole('textbox', { name: 'Number' }), '12');
    await app.flush();
    const before = host.asked('answer').length;
    expect(before).toBeGreaterThan(0);
    await become(another);
    await app.flush();
    expect(host.asked('answer'), 'it asks for nothing more').toHaveLength(before);
  });

  it('sees nothing of what was asked for before and is answered late', async () => {
    const late = held<null>();
    const { host, app, become } = await stay({ sync_now: () => late.promise });
    const asked = app.host.call('sync_now').then(() => app.say('Sent for Dr. Nakashuk'));
    await become(another);
    late.resolve(null);
    await asked;
    await quiet();
    expect(document.body.textContent).not.toContain('Nakashuk');
    await expect(app.host.call('sync_now')).rejects.toMatchObject({ code: 'signedOut' });
    expect(host.asked('sync_now')).toHaveLength(1);
  });

  it('is the same one whose number comes with the record', async () => {
    let session: Session = { ...signedIn, registrant: { ...signedIn.registrant, cpsoNumber: '' } };
    const { host, computer, app } = await open({ session: () => session });
    session = signedIn;
    host.emit('changed', 'record');
    await quiet();
    expect(computer.app).toBe(app);
  });
});
