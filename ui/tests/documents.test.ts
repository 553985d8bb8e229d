// Documents: what there is, printing, saving, sending, and several of them one after the other.
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Change, DocumentGroup, DocumentSummary, Printer, SavedDocument } from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { open, quiet } from './mounting';
import { documents, documentSummary as summary, status } from './samples';
import { held, type Script, type ScriptedHost } from './scripted';

const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name });
const heading = (): string | null => screen.getByRole('heading', { level: 1 }).textContent;

const receipt = (key: string, title: string, paid: string, amount: string): DocumentSummary =>
  summary(key, {
    title,
    receipt: {
      year: Number(paid.slice(-4)),
      paid,
      amount,
      invoice: `INV-${key}`,
      method: 'Visa ending in 4242',
    },
  });
const receipts: DocumentGroup = {
  title: 'Fee receipts',
  totals: [
    { year: 2027, total: '$2,225.00' },
    { year: 2026, total: '$1,700.00' },
  ],
  waiting: [],
  documents: [
    receipt('r1', 'Receipt one', '20 May 2027', '$1,725.00'),
    receipt('r2', 'Receipt two', '1 Mar 2027', '$500.00'),
    receipt('r3', 'Receipt three', '28 May 2026', '$1,700.00'),
  ],
};
const registration: DocumentGroup = {
  title: 'Registration',
  totals: [],
  waiting: [],
  documents: [
    summary('card', { title: 'Registration card', forms: ['letter', 'a4', 'cardPrinter'] }),
    summary('conduct', { title: 'Certificate of conduct', own: false, note: 'The College issues it.' }),
    summary('survey', { title: 'Filed survey', mailable: false }),
  ],
};
const office: Printer = { name: 'Office', title: 'Office, 2nd floor', usual: true, trouble: null };
const ward: Printer = { name: 'Ward', title: 'Ward 4', usual: false, trouble: 'Takes no jobs' };
const sending: Change = {
  id: 's1',
  title: 'Registration card by e-mail',
  madeAt: '20 May 2027',
  state: 'waiting',
  sentence: 'It waits.',
  canWithdraw: true,
  canDismiss: false,
  again: null,
};

async function openDocuments(script: Script, key?: string): Promise<ScriptedHost> {
  const { host } = await open(
    {
      documents: () => documents([registration, receipts]),
      document: () => ({ title: 'Registration card', base64: '' }),
      printers: () => [ward, office],
      save_document: ({ key: asked }) => ({ id: `saved-${asked}`, path: `/home/zoe/${asked}.pdf` }),
      show_document: () => null,
      ...script,
    },
    key === undefined ? { page: 'documents' } : { page: 'documents', key },
  );
  return host;
}

describe('receipts', () => {
  it('of all years are one table, each year with its total', async () => {
    await openDocuments({});
    const table = screen.getByRole('table', { name: 'Fee receipts' });
    const rows = within(table)
      .getAllByRole('row')
      .map((row) =>
        [...row.children].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()).join(' | '),
      );
    expect(rows).toEqual([
      ' | Receipt | Paid | Paid by | Amount',
      ' | 2027 |  | Total $2,225.00',
      'Choose Receipt one | Receipt one Copy invoice number INV-r1 | 20 May 2027 | Visa ending in 4242 | $1,725.00',
      'Choose Receipt two | Receipt two Copy invoice number INV-r2 | 1 Mar 2027 | Visa ending in 4242 | $500.00',
      ' | 2026 |  | Total $1,700.00',
      'Choose Receipt three | Receipt three Copy invoice number INV-r3 | 28 May 2026 | Visa ending in 4242 | $1,700.00',
    ]);
  });

  it('have numbers that are copied, and it is said', async () => {
    const user = userEvent.setup();
    await openDocuments({});
    await user.click(button('Copy invoice number INV-r2'));
    await quiet();
    expect(await navigator.clipboard.readText()).toBe('INV-r2');
    expect(screen.getByText('Copied')).toBeTruthy();
  });
});

describe('what waits for its fee', () => {
  const waiting = {
    title: 'Copies',
    detail: 'Ready. You receive it once the fee is paid: Copies',
    case: 'copies/1',
  };
  const letters: DocumentGroup = { title: 'Letters', totals: [], waiting: [waiting], documents: [] };

  it('is listed with the request where it is paid, and cannot be chosen', async () => {
    await openDocuments({ documents: () => documents([letters]) });
    expect(screen.getByText(waiting.detail)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open the request to pay' })).toBeTruthy();
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.queryByRole('table')).toBeNull();
  });
});

describe('the folder', () => {
  it('is said, chosen in the system’s dialog, and saved in at once', async () => {
    const user = userEvent.setup();
    const host = await openDocuments({ choose_folder: () => ({ path: '/media/stick' }) }, 'card');
    expect(screen.getByText('PDF files are saved in /home/zoe/Documents')).toBeTruthy();
    await user.click(button('Save in another folder…'));
    await quiet();
    expect(screen.getByText('PDF files are saved in /media/stick')).toBeTruthy();
    expect(host.asked('save_document')).toHaveLength(1);
  });

  it('stays as it is when the dialog is left', async () => {
    const user = userEvent.setup();
    const host = await openDocuments({ choose_folder: () => null }, 'card');
    await user.click(button('Save in another folder…'));
    await quiet();
    expect(screen.getByText('PDF files are saved in /home/zoe/Documents')).toBeTruthy();
    expect(host.asked('save_document')).toHaveLength(0);
  });

  it('is asked for once for several documents', async () => {
    const user = userEvent.setup();
    const host = await openDocuments({ choose_folder: () => ({ path: '/media/stick' }) });
    await user.click(button('Choose all Fee receipts'));
    await user.click(button('Save in another folder…'));
    await quiet();
    expect(host.asked('choose_folder')).toHaveLength(1);
    expect(host.asked('save_document').map(({ key }) => key)).toEqual(['r1', 'r2', 'r3']);
  });
});

describe('one document', () => {
  it('opens from the list on a page of its own, and the way leads back', async () => {
    const user = userEvent.setup();
    await openDocuments({});
    expect(screen.getByText('Total $2,225.00')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Registration card' }));
    await quiet();
    expect(heading()).toBe('Registration card');
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    await quiet();
    expect(heading()).toBe('Documents');
  });

  it('is saved in the form that is looked at, and shown in its folder', async () => {
    const user = userEvent.setup();
    const host = await openDocuments({}, 'card');
    expect(screen.queryByRole('button', { name: 'Show in folder' }), 'nothing is saved yet').toBeNull();
    await user.selectOptions(screen.getByLabelText('Paper'), 'A4 (210 × 297 mm)');
    await quiet();
    await user.click(button('Save as PDF'));
    await quiet();
    await user.click(button('Show in folder'));
    await quiet();
    expect(host.asked('document')).toEqual([
      { key: 'card', form: 'letter' },
      { key: 'card', form: 'a4' },
    ]);
    expect(host.asked('save_document')).toEqual([{ key: 'card', form: 'a4' }]);
    expect(host.asked('show_document')).toEqual([{ id: 'saved-card' }]);
  });

  it('that the College issues is looked at and sent, not saved or printed', async () => {
    const user = userEvent.setup();
    const host = await openDocuments({ send_documents: () => sending }, 'conduct');
    expect(screen.getByText('The College issues it.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save as PDF' })).toBeNull();
    await user.keyboard('{Control>}p{/Control}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('The College issues this document. Ask for it by e-mail.')).toBeTruthy();
    await user.click(button('Send to my e-mail'));
    await quiet();
    expect(host.asked('send_documents')).toEqual([{ keys: ['conduct'] }]);
    expect(screen.getByText('The College is asked to mail it to zoe@example.org.')).toBeTruthy();
  });

  it('is asked for without a connection, and can be taken back', async () => {
    const user = userEvent.setup();
    let sendings: Change[] = [];
    const host = await openDocuments(
      {
        status: () => ({ ...status, sync: 'offline' }),
        documents: () => documents([registration], { sendings }),
        send_documents: () => {
          sendings = [sending];
          return sending;
        },
        withdraw_change: () => {
          sendings = [];
          return null;
        },
      },
      'card',
    );
    await user.click(button('Send to my e-mail'));
    await quiet();
    expect(screen.getByText(/^There is no connection\. When there is one/)).toBeTruthy();
    await user.click(button('Take back Registration card by e-mail'));
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).getByText(/the College will not mail anything/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Take back' }));
    await quiet();
    expect(host.asked('withdraw_change')).toEqual([{ id: 's1' }]);
    expect(screen.queryByText('Asked for by e-mail')).toBeNull();
    expect(document.activeElement?.textContent).toBe('Registration card');
  });

  it('cannot be sent to nobody: the way to give an address is there', async () => {
    await openDocuments({ documents: () => documents([registration], { email: null }) }, 'card');
    expect(screen.queryByRole('button', { name: 'Send to my e-mail' })).toBeNull();
    expect(screen.getByText(/tell the College your e-mail first/)).toBeTruthy();
    expect(within(screen.getByRole('main')).getByRole('link', { name: 'Contact' })).toBeTruthy();
  });

  it('that is not there any more says so', async () => {
    await openDocuments({}, 'gone');
    expect(heading()).toBe('This document isn’t there');
  });

  it('goes from waiting to asked for when the status says so', async () => {
    let asked = false;
    const host = await openDocuments(
      {
        documents: () =>
          documents([registration], {
            sendings: [{ ...sending, state: asked ? 'sending' : 'waiting', sentence: 'x' }],
          }),
      },
      'card',
    );
    expect(screen.getByText('Waiting to be sent')).toBeTruthy();
    asked = true;
    host.emit('status', { ...status, sync: 'sending' });
    await quiet();
    expect(screen.getByText('Being sent')).toBeTruthy();
  });
});

describe('printing', () => {
  it('begins with the usual printer, one copy, and the paper that is looked at; Ctrl+P opens it', async () => {
    const user = userEvent.setup();
    const host = await openDocuments(
      { print_document: () => ({ sentence: 'Sent to Office, 2nd floor, 2 copies.' }) },
      'card',
    );
    await user.keyboard('{Control>}p{/Control}');
    await quiet();
    const printer = screen.getByLabelText<HTMLSelectElement>('Printer');
    expect(document.activeElement).toBe(printer);
    expect(printer.selectedOptions[0]?.textContent).toBe('Office, 2nd floor (usual)');
    const copies = screen.getByLabelText('Copies');
    await user.clear(copies);
    await user.type(copies, '2{Enter}');
    await quiet();
    expect(host.asked('print_document')).toEqual([
      { document: { key: 'card', form: 'letter' }, printer: 'Office', copies: 2 },
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('Sent to Office, 2nd floor, 2 copies.')).toBeTruthy();
  });

  it.each(['0', '100', '1.5', 'two', ''])(
    'takes no "%s" copies, and says how many it takes',
    async (typed) => {
      const user = userEvent.setup();
      const host = await openDocuments({}, 'card');
      await user.click(button('Print…'));
      await quiet();
      await user.clear(screen.getByLabelText('Copies'));
      if (typed) await user.type(screen.getByLabelText('Copies'), typed);
      await user.click(button('Print'));
      await quiet();
      expect(screen.getByText(/Enter a number from 1 to 99/)).toBeTruthy();
      expect(document.activeElement).toBe(screen.getByLabelText('Copies'));
      expect(host.asked('print_document')).toEqual([]);
    },
  );

  it('says what keeps a printer from printing, and stays open when it says no', async () => {
    const user = userEvent.setup();
    await openDocuments(
      {
        print_document: () => {
          throw new CommandFailure({ code: 'other', sentence: 'Ward 4 takes no jobs now' });
        },
      },
      'card',
    );
    await user.click(button('Print…'));
    await quiet();
    await user.selectOptions(screen.getByLabelText('Printer'), 'Ward 4');
    expect(screen.getByText('Takes no jobs')).toBeTruthy();
    await user.click(button('Print'));
    await quiet();
    expect(within(screen.getByRole('dialog')).getByRole('alert').textContent).toContain(
      'Ward 4 takes no jobs now',
    );
  });

  it.each([
    ['there is no printer', (): Printer[] => [], /No printer is set up/],
    [
      'the printing system cannot be asked',
      (): Printer[] => {
        throw new CommandFailure({ code: 'other', sentence: 'CUPS isn’t running' });
      },
      /CUPS isn’t running/,
    ],
  ])('goes through the viewer when %s', async (_, printers, sentence) => {
    const user = userEvent.setup();
    const host = await openDocuments({ printers, open_document: () => null }, 'card');
    await user.click(button('Print…'));
    await quiet();
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).getByText(sentence)).toBeTruthy();
    expect(within(dialog).queryByRole('button', { name: 'Print' })).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Open in viewer' }));
    await quiet();
    expect(host.asked('open_document')).toEqual([{ id: 'saved-card' }]);
  });
});

describe('several documents', () => {
  const choose = async (user: ReturnType<typeof userEvent.setup>, ...titles: string[]): Promise<void> => {
    for (const title of titles) await user.click(screen.getByRole('checkbox', { name: `Choose ${title}` }));
    await quiet();
  };

  it('are saved one after the other; one that fails is named and the rest are saved', async () => {
    const user = userEvent.setup();
    const host = await openDocuments({
      save_document: ({ key }) => {
        if (key === 'r2')
          throw new CommandFailure({ code: 'other', sentence: 'The folder may not be written to' });
        return { id: `saved-${key}`, path: `/home/zoe/${key}.pdf` };
      },
    });
    await user.click(button('Choose all Fee receipts'));
    await quiet();
    expect(screen.getByText('3 documents chosen')).toBeTruthy();
    await user.click(button('Save 3 as PDF'));
    await quiet();
    expect(host.asked('save_document').map(({ key }) => key)).toEqual(['r1', 'r2', 'r3']);
    const said = screen.getByRole('alert');
    expect(said.textContent).toContain('2 of 3 saved.');
    expect(within(said).getByRole('listitem').textContent).toBe(
      'Receipt twoThe folder may not be written to',
    );
    await user.click(within(said).getByRole('button', { name: 'Show in folder' }));
    expect(host.asked('show_document')).toEqual([{ id: 'saved-r3' }]);
  });

  it('tell how far they are and stop after the one that is being done, also when the page was left', async () => {
    const user = userEvent.setup();
    const answers = [held<SavedDocument>(), held<SavedDocument>()];
    let at = 0;
    const host = await openDocuments({ save_document: () => answers[at++]?.promise ?? { id: '', path: '' } });
    await user.click(button('Choose all Fee receipts'));
    await user.click(button('Save 3 as PDF'));
    answers[0]?.resolve({ id: 'saved-r1', path: '/home/zoe/r1.pdf' });
    await quiet();
    expect(screen.getByText('Saving 2 of 3: Receipt two')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Registration card' }));
    await quiet();
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    await quiet();
    await user.click(button('Stop'));
    expect(screen.getByText('Stopping after 2 of 3: Receipt two')).toBeTruthy();
    answers[1]?.resolve({ id: 'saved-r2', path: '/home/zoe/r2.pdf' });
    await quiet();
    expect(host.asked('save_document')).toHaveLength(2);
    expect(screen.getByRole('alert').textContent).toContain('2 of 3 saved. You stopped the rest.');
  });

  it('leave aside what cannot be saved here or sent at all', async () => {
    const user = userEvent.setup();
    const host = await openDocuments({
      send_documents: () => sending,
      print_document: () => ({ sentence: 'Sent' }),
    });
    await choose(user, 'Registration card', 'Certificate of conduct', 'Filed survey');
    await user.click(button('Send 2 to my e-mail'));
    await quiet();
    expect(host.asked('send_documents')).toEqual([{ keys: ['card'] }, { keys: ['conduct'] }]);
    expect(screen.getByRole('alert').textContent).toContain('2 of 2 asked for.');
    await user.click(button('Print 2…'));
    await quiet();
    await user.selectOptions(screen.getByLabelText('Paper'), 'A4 (210 × 297 mm)');
    await user.click(button('Print'));
    await quiet();
    expect(host.asked('print_document').map(({ document }) => document)).toEqual([
      { key: 'card', form: 'a4' },
      { key: 'survey', form: 'a4' },
    ]);
    await user.click(button('Choose none of them'));
    expect(screen.queryByText(/chosen$/)).toBeNull();
  });

  it('keep the focus where the acts are when a run begins and ends', async () => {
    const user = userEvent.setup();
    await openDocuments({});
    await choose(user, 'Receipt one');
    await user.click(button('Save 1 as PDF'));
    await quiet();
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Chosen documents' }));
  });
});
