// The tour: shown once to somebody who was never shown it, left at any point, found again in Help.
import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { STEPS } from '../src/tour/steps';
import { t } from '../src/texts';
import { open, quiet } from './mounting';
import { signedIn } from './samples';

const first = { session: () => ({ ...signedIn, tour: true }), leave_tour: () => null };
const dialog = (): HTMLElement | null => screen.queryByRole('dialog', { name: 'A tour in five steps' });

describe('the tour', () => {
  it('has five steps, one after the other and back, and is over after the last', async () => {
    const user = userEvent.setup();
    const { host } = await open(first);
    for (const [index, { id }] of STEPS.entries()) {
      expect(screen.getByText(`Step ${index + 1} of 5`)).toBeTruthy();
      expect(screen.getByText(t(`${id}.text`))).toBeTruthy();
      expect(document.activeElement?.textContent?.trim(), 'the focus stays on what goes on').toBe(
        index < 4 ? 'Next' : 'Done',
      );
      if (index === 2) {
        await user.click(screen.getByRole('button', { name: 'Back' }));
        expect(screen.getByText('Step 2 of 5')).toBeTruthy();
        await user.click(screen.getByRole('button', { name: 'Next' }));
      }
      await user.keyboard('{Enter}');
      await quiet();
    }
    expect(dialog()).toBeNull();
    expect(host.asked('leave_tour')).toHaveLength(1);
  });

  it('is left at any point, and not shown again when the session is looked at anew', async () => {
    const user = userEvent.setup();
    const { host } = await open(first);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Leave the tour' }));
    await quiet();
    expect(dialog()).toBeNull();
    expect(host.asked('leave_tour')).toHaveLength(1);
    host.emit('changed', 'session');
    await quiet();
    expect(dialog(), 'a session that was asked for before still owes it').toBeNull();
  });

  it('is left by Escape', async () => {
    const { host } = await open(first);
    dialog()?.dispatchEvent(new Event('cancel', { cancelable: true }));
    await quiet();
    expect(dialog()).toBeNull();
    expect(host.asked('leave_tour')).toHaveLength(1);
  });

  it('does not come by itself to somebody who saw it, and starts from Help, with its words', async () => {
    const user = userEvent.setup();
    const { host } = await open({}, { page: 'help' });
    expect(dialog()).toBeNull();
    const words = document.querySelector('[aria-labelledby=tour-words]')?.textContent;
    for (const { id } of STEPS) expect(words).toContain(t(`${id}.text`));
    await user.click(screen.getByText('Start the tour'));
    await quiet();
    expect(dialog()).not.toBeNull();
    await user.click(screen.getByText('Leave the tour'));
    await quiet();
    expect(host.asked('leave_tour'), 'it was noted long ago').toHaveLength(0);
  });
});
