// Services: what one may ask for, one's own requests, and the page of a service before it asks anything.
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type {
  Availability,
  Case,
  RequestSummary,
  Service,
  Services,
  ServiceSummary,
} from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { open, quiet } from './mounting';
import { answered, home, item, renewal, resignation, section } from './samples';

function summary(
  key: string,
  availability: Availability,
  part: Partial<ServiceSummary> = {},
): ServiceSummary {
  return {
    key,
    name: `Service ${key}`,
    what: `What ${key} is for`,
    fee: 'No fee',
    time: null,
    availability,
    ...part,
  };
}

function request(name: string, part: Partial<RequestSummary> = {}): RequestSummary {
  return {
    case: name,
    title: `Request ${name}`,
    number: null,
    state: 'draft',
    stateName: 'Draft',
    sentence: 'Go on with it.',
    isYours: true,
    ...part,
  };
}

const overdue = {
  sentence: 'A fee is overdue.',
  step: 'Pay the overdue fee first.',
  place: { page: 'transactions' } as const,
};
const never = { sentence: 'Your registration is not active.', step: null, place: null };
const available: Availability = { availability: 'available', note: null };

const name = request('name/1', {
  state: 'actionNeeded',
  stateName: 'Action needed',
  number: 'N27-4KQM-7T2D',
  sentence: 'It is your turn.',
});

const services: Services = {
  requests: [name, request('resign/1')],
  earlier: [request('old-receipt/1', { state: 'closed', stateName: 'Closed' })],
  groups: [
    {
      code: 'membership',
      title: 'Membership Services',
      services: [
        summary('old-receipt', available, { time: 'Within 10 business days' }),
        summary('resign', { availability: 'begun', case: 'resign/1' }),
        summary('name', { availability: 'asked', request: name }),
      ],
    },
    {
      code: 'registration',
      title: 'Registration',
      services: [
        summary('scope', { availability: 'stepAway', why: [overdue] }),
        summary('return', { availability: 'notForYou', why: [never] }),
      ],
    },
  ],
};

function service(availability: Availability, part: Partial<Service> = {}): Service {
  return {
    key: 'resign',
    name: 'Resign your membership',
    what: 'Ask the College to end your registration.',
    who: 'Registrants whose registration is active.',
    availability,
    ready: ['the day', 'the records'],
    fee: 'None.',
    time: 'The College answers within four weeks.',
    follows: ['The College confirms it.'],
    withdraw: 'Until midnight before the day.',
    ...part,
  };
}

const row = (key: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-service="${key}"]`);
  if (!found) throw new Error(`there is no row of ${key}`);
  return found;
};

describe('the page of services', () => {
  it('shows one’s own requests first, then the groups', async () => {
    await open({ services: () => services }, { page: 'services' });
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Services' }));
    const headings = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(headings.slice(0, 3)).toEqual(['My requests', 'Membership Services', 'Registration']);
    const mine = within(screen.getByRole('region', { name: 'My requests' }));
    expect(mine.getByText('Action needed')).toBeTruthy();
    expect(mine.getByText('N27-4KQM-7T2D')).toBeTruthy();
    expect(mine.getByText('1 earlier request')).toBeTruthy();
  });

  it('says of each whether it can be asked for, and leads to it or to what is in the way', async () => {
    await open({ services: () => services }, { page: 'services' });
    expect(row('old-receipt').textContent).toContain('No fee · Within 10 business days');
    expect(within(row('old-receipt')).getByText('Available')).toBeTruthy();
    expect(within(row('resign')).getByText('Started')).toBeTruthy();
    expect(within(row('name')).getByText('Action needed')).toBeTruthy();
    expect(within(row('name')).getByRole('link', { name: 'Your request N27-4KQM-7T2D' })).toBeTruthy();
    expect(row('name').textContent).toContain('It is your turn.');
    expect(within(row('scope')).getByText('One step away')).toBeTruthy();
    expect(within(row('scope')).getByRole('link', { name: 'Pay the overdue fee first.' })).toBeTruthy();
    expect(within(row('return')).getByText('Not for you')).toBeTruthy();
    expect(within(row('return')).getByText('Your registration is not active.')).toBeTruthy();
    expect(within(row('return')).queryByRole('link'), 'it cannot be asked for').toBeNull();
  });

  it('is searched by name: services and requests, and what they are for', async () => {
    const user = userEvent.setup();
    await open({ services: () => services }, { page: 'services' });
    await user.type(screen.getByRole('searchbox', { name: 'Find a service or request' }), 'NAME');
    expect(screen.getByText('2 matches for “NAME”')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Registration' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Request name/1' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Request resign/1' })).toBeNull();
    await user.type(screen.getByRole('searchbox'), ' of a boat');
    expect(screen.getByText(/^Nothing has/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(screen.getByRole('region', { name: 'Registration' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  });

  it('comes up by Ctrl+K from anywhere, ready to search', async () => {
    const user = userEvent.setup();
    const { app } = await open({ services: () => services });
    await user.keyboard('{Control>}k{/Control}');
    await quiet();
    expect(app.navigation.current.place.page).toBe('services');
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
    await user.keyboard('scope');
    expect(screen.getByText('1 match for “scope”')).toBeTruthy();
    await user.tab();
    await user.tab();
    expect(document.activeElement?.textContent, 'the keyboard goes on to what was found').toBe(
      'Pay the overdue fee first.',
    );
  });
});

describe('the page of a service', () => {
  const openService = (availability: Availability, script = {}): ReturnType<typeof open> =>
    open({ service: () => service(availability), ...script }, { page: 'service', key: 'resign' });

  it('says who may, what to have ready, fee, how long and what follows before it is begun', async () => {
    const user = userEvent.setup();
    const begun = { ...resignation(), stage: { stage: 'draft' } as const, sections: renewal().sections };
    const { host, app } = await openService(available, { begin: () => begun, case: () => begun });
    const terms = [...document.querySelectorAll('main dt')].map(({ textContent }) => textContent);
    expect(terms).toEqual([
      'Who may ask',
      'What to have ready',
      'Fee',
      'How long',
      'What follows',
      'Withdrawing',
    ]);
    await user.click(screen.getByRole('button', { name: 'Start request' }));
    await quiet();
    expect(host.asked('begin')).toEqual([{ key: 'resign' }]);
    expect(app.navigation.current.place).toEqual({ page: 'case', case: 'resign/1' });
    expect(screen.getByRole('link', { name: /^Continue with/ })).toBeTruthy();
  });

  it('says why it could not be begun, and stays', async () => {
    const user = userEvent.setup();
    await openService(available, {
      begin: () => {
        throw new CommandFailure({ code: 'refused', sentence: 'A newer version is needed' });
      },
    });
    await user.click(screen.getByRole('button', { name: 'Start request' }));
    await quiet();
    expect(screen.getByRole('alert').textContent).toContain('A newer version is needed');
  });

  it.each<[string, Availability, string]>([
    ['begun', { availability: 'begun', case: 'resign/1' }, 'Continue your request'],
    ['filed', { availability: 'asked', request: request('resign/1') }, 'Open the request'],
  ])('leads to the request that is %s', async (_state, availability, name) => {
    const user = userEvent.setup();
    const { app } = await openService(availability, { case: () => resignation() });
    expect(screen.queryByRole('button', { name: 'Start request' })).toBeNull();
    await user.click(screen.getByRole('link', { name }));
    await quiet();
    expect(app.navigation.current.place).toEqual({ page: 'case', case: 'resign/1' });
  });

  it.each<[string, Availability, string]>([
    ['a step away', { availability: 'stepAway', why: [overdue] }, 'A fee is overdue.'],
    ['not for this person', { availability: 'notForYou', why: [never] }, 'Your registration is not active.'],
  ])('says why it is %s, and does not begin', async (_state, availability, sentence) => {
    await openService(availability);
    expect(screen.getByText(sentence, { exact: false })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Start request' })).toBeNull();
  });
});

it('a whole request is made by the keyboard alone', async () => {
  const user = userEvent.setup();
  const reason = item('reason', { text: 'Why are you resigning?' });
  const form = section([reason], { draft: 'resign/1', linkId: 'G', next: null });
  let now: Case = { ...resignation(), stage: { stage: 'draft' }, sections: form.sections };
  const { host } = await open({
    services: () => services,
    service: () => service(available),
    begin: () => now,
    case: () => now,
    section: () => form,
    answer: () => answered(form),
    review: () => ({
      draft: 'resign/1',
      title: 'Resign your membership',
      sections: [],
      notSent: [],
      problems: [],
      conflicts: 0,
      responseHash: 'abc',
      consequence: 'Your request goes to the College.',
      ready: true,
      offline: null,
    }),
    submit: () => (now = resignation()),
  });
  /** Tabs to what has these words, and presses it. */
  const press = async (words: string | RegExp): Promise<void> => {
    const is = (): boolean => {
      const text = document.activeElement?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
      return typeof words === 'string' ? text === words : words.test(text);
    };
    for (let tabs = 0; tabs < 60 && !is(); tabs += 1) await user.tab();
    expect(is(), `the focus comes to ${words}`).toBe(true);
    await user.keyboard('{Enter}');
    await quiet();
  };
  await user.keyboard('{Control>}k{/Control}');
  await quiet();
  await user.keyboard('old-receipt');
  await press('Service old-receipt');
  await press('Start request');
  await press(/^Continue with/);
  while (document.activeElement?.tagName !== 'INPUT') await user.tab();
  await user.keyboard('Retirement');
  await press('Save and continue');
  await press('Submit');
  await press('Submit now');
  expect(host.asked('answer').at(-1)?.value).toEqual([{ kind: 'text', text: 'Retirement' }]);
  expect(host.asked('submit')).toEqual([{ draft: 'resign/1', responseHash: 'abc' }]);
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  expect(document.querySelector('main .code')?.textContent).toBe('R27-7F3K-9QMD');
});

describe('Home', () => {
  it('shows what needs action in a box each, and what was begun as a line', async () => {
    const user = userEvent.setup();
    const requests = [
      request('name/1', { state: 'actionNeeded', stateName: 'Action needed', title: 'Change your name' }),
      request('resign/1'),
    ];
    const { app } = await open({ home: () => home({ requests }), case: () => resignation() });
    const boxed = within(screen.getByRole('region', { name: 'Change your name' }));
    expect(boxed.getByText('Action needed')).toBeTruthy();
    const mine = within(screen.getByRole('region', { name: 'My requests' }));
    expect(mine.getAllByRole('listitem')).toHaveLength(1);
    await user.click(boxed.getByRole('link', { name: 'Open the request' }));
    await quiet();
    expect(app.navigation.current.place).toEqual({ page: 'case', case: 'name/1' });
  });

  it('lists many instead, so that they do not crowd out the renewal', async () => {
    const requests = ['1', '2', '3'].map((number) =>
      request(`name/${number}`, { state: 'actionNeeded', stateName: 'Action needed' }),
    );
    await open({ home: () => home({ requests }) });
    const mine = within(screen.getByRole('region', { name: 'My requests' }));
    expect(mine.getAllByRole('listitem')).toHaveLength(3);
    expect(screen.queryByRole('link', { name: 'Open the request' })).toBeNull();
  });
});

it('what waits leads to the request that it belongs to', async () => {
  const user = userEvent.setup();
  const { app } = await open(
    {
      outbox: () => [
        {
          id: 'c1',
          title: 'Resign your membership',
          at: '14:02',
          state: 'needsAttention',
          reason: 'It was refused.',
          entered: null,
          place: { page: 'case', case: 'resign/1' },
          canDismiss: true,
        },
      ],
      case: () => resignation(),
    },
    { page: 'outbox' },
  );
  await user.click(screen.getByRole('link', { name: 'See what to do' }));
  await quiet();
  expect(app.navigation.current.place).toEqual({ page: 'case', case: 'resign/1' });
});
