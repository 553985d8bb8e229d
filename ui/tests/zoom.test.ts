// How large everything is drawn: the steps, the wheel, and that no step is lost.
import { fireEvent } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import type { Preferences } from '../src/host/bindings';
import { Wheel, zoomed } from '../src/preferences/zoom';
import { open, quiet } from './mounting';

const usual: Preferences = {
  textSize: 'normal',
  theme: 'light',
  zoom: 100,
  server: 'https://college',
  reminders: true,
  folder: null,
};

describe('zoom', () => {
  it.each<[number, -1 | 0 | 1, number]>([
    [100, 1, 110],
    [110, -1, 100],
    [100, -1, 90],
    [175, 1, 200],
    [300, 1, 300],
    [50, -1, 50],
    [250, 0, 100],
    // None of the steps: the next one beyond.
    [105, 1, 110],
    [105, -1, 100],
    [1000, -1, 300],
  ])('goes from %i by %i to %i', (from, step, to) => {
    expect(zoomed(from, step)).toBe(to);
  });

  it('takes one step for a notch, and for as much of a touchpad', () => {
    const wheel = new Wheel();
    expect(wheel.turned(-120)).toBe(1);
    expect(wheel.turned(120)).toBe(-1);
    expect([wheel.turned(-20), wheel.turned(-20), wheel.turned(-20)]).toEqual([0, 0, 1]);
    expect([wheel.turned(-40), wheel.turned(40)], 'back is not on').toEqual([0, 0]);
  });

  it('keeps every step of keys that are pressed faster than they are kept', async () => {
    let kept = usual;
    const { app } = await open({ preferences: () => kept, set_preferences: (wanted) => (kept = wanted) });
    for (const key of ['+', '=', '+']) await fireEvent.keyDown(window, { key, ctrlKey: true });
    await fireEvent.wheel(window, { deltaY: 120, ctrlKey: true });
    await fireEvent.wheel(window, { deltaY: 120 });
    await quiet();
    expect(kept).toEqual({ ...usual, zoom: 125 });
    expect(app.said).toBe('Zoom 125%');
  });
});
