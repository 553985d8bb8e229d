// Documents in memory: of every group, printers in every state, and one that cannot be printed. `?documents=none` has none,
// `?printers=none` no printer, `?printers=off` no printing system.
import type { Change, Commands, DocumentSummary, PageForm } from '../src/host/bindings';
import { CommandFailure } from '../src/host/host';
import { card } from './card';

const asked = new URLSearchParams(location.search);
const offline = asked.has('offline');
const EMAIL = 'zoe.nakashuk-tremblay@example.org';
const PAPER: PageForm[] = ['letter', 'a4'];

const document = (
  key: string,
  title: string,
  detail: string,
  part: Partial<DocumentSummary> = {},
): DocumentSummary => ({
  key,
  title,
  detail,
  note: null,
  forms: PAPER,
  own: true,
  mailable: true,
  sent: null,
  receipt: null,
  ...part,
});
const receipt = (year: number, invoice: string, paid: string, amount: string): DocumentSummary =>
  document(`receipt-${invoice}`, `Receipt ${year}, ${invoice}`, `Paid ${paid}, ${amount}`, {
    receipt: { year: Number(paid.slice(-4)), paid, amount, invoice, method: 'Visa ending in 4242' },
  });

const groups: Commands['documents']['reply']['groups'] =
  asked.get('documents') === 'none'
    ? []
    : [
        {
          title: 'Registration',
          totals: [],
          waiting: [],
          documents: [
            document('card-2027', 'Registration card 2027–2028', 'Valid until 31 May 2028', {
              forms: [...PAPER, 'cardPrinter'],
            }),
            document('certificate', 'Certificate of registration', 'Valid until 31 May 2028'),
            document('diploma', 'Registration diploma', 'Registered since 2 Jul 2012', {
              note: 'The code by which it can be verified comes with the next connection.',
            }),
            document('conduct', 'Certificate of professional conduct', 'As of 20 May 2027', {
              own: false,
              note: 'The College issues and signs it. Here you see what it will say.',
            }),
          ],
        },
        {
          title: 'Corporations',
          totals: [],
          waiting: [],
          documents: [
            document(
              'authorization-C-4471',
              'Certificate of authorization, Nakashuk-Tremblay Medicine Professional Corporation',
              'Valid until 14 Mar 2028',
            ),
          ],
        },
        {
          title: 'Letters',
          totals: [],
          waiting: [
            {
              title: 'Copies of documents',
              detail: 'Ready. You receive it once the fee is paid: Copies of application documents',
              case: 'file-copies/1',
            },
          ],
          documents: [
            document(
              'letter-1-resign/1',
              'Confirmation of resignation, 20 May 2027',
              'Resign your membership, decided 20 May 2027',
            ),
          ],
        },
        {
          title: 'Fee receipts',
          totals: [
            { year: 2027, total: '$2,225.00' },
            { year: 2026, total: '$1,725.00' },
            { year: 2025, total: '$1,725.00' },
          ],
          waiting: [],
          documents: [
            receipt(2027, 'INV-2027-000412', '20 May 2027', '$1,725.00'),
            receipt(2027, 'INV-2027-000077', '1 Mar 2027', '$500.00'),
            receipt(2026, 'INV-2026-000398', '28 May 2026', '$1,725.00'),
            receipt(2025, 'INV-2025-000377', '30 Apr 2025', '$1,725.00'),
          ],
        },
        {
          title: 'Filed surveys',
          totals: [],
          waiting: [],
          documents: [
            document(
              'survey-2027',
              'Annual renewal survey 2027, copy of what was filed',
              'Filed 20 May 2027, confirmation R27-7F3K-9QMD',
              { mailable: false },
            ),
          ],
        },
        {
          title: 'Profile',
          totals: [],
          waiting: [],
          documents: [document('profile', 'Profile summary', 'As of 20 May 2027')],
        },
      ];
const all = groups.flatMap(({ documents }) => documents);
const titleOf = (key: string): string => all.find((one) => one.key === key)?.title ?? key;
let sendings: Change[] = [];
let folder = '/home/zoe/Documents';

type Part =
  | 'documents'
  | 'document'
  | 'save_folder'
  | 'choose_folder'
  | 'save_document'
  | 'show_document'
  | 'open_document'
  | 'printers'
  | 'print_document'
  | 'send_documents'
  | 'withdraw_change';
type Answers = { [C in Part]: (request: Commands[C]['request']) => Commands[C]['reply'] };

export const replies: Answers = {
  documents: () => ({ groups, email: EMAIL, sendings }),
  document: ({ key }) => ({ title: titleOf(key), base64: card }),
  save_folder: () => ({ path: folder }),
  choose_folder: () => {
    folder = '/media/zoe/USB/College';
    return { path: folder };
  },
  save_document: ({ key }) => {
    if (key === 'diploma')
      throw new CommandFailure({
        code: 'other',
        sentence:
          'The document could not be saved in /home/zoe/Documents. Nothing was left there. Free some space and try again.',
      });
    return { id: key, path: `${folder}/${titleOf(key)}.pdf` };
  },
  show_document: () => null,
  open_document: () => null,
  printers: () => {
    if (asked.get('printers') === 'off')
      throw new CommandFailure({
        code: 'other',
        sentence:
          'The printing system of this computer (CUPS) isn’t running. Start it and try again, or open the document in your viewer.',
      });
    return asked.get('printers') === 'none'
      ? []
      : [
          { name: 'Cards', title: 'Card printer, front desk', usual: false, trouble: 'Out of paper' },
          { name: 'Office', title: 'Office, 2nd floor', usual: true, trouble: null },
          { name: 'Ward', title: 'Ward 4', usual: false, trouble: 'Takes no jobs' },
        ];
  },
  print_document: ({ printer, copies }) => {
    if (printer === 'Ward')
      throw new CommandFailure({
        code: 'other',
        sentence:
          'Ward 4 takes no jobs now, so nothing was printed. Choose another printer, or ask whoever looks after this one.',
      });
    return {
      sentence: copies === 1 ? 'Sent to Office, 2nd floor.' : `Sent to Office, 2nd floor, ${copies} copies.`,
    };
  },
  send_documents: ({ keys }) => {
    const title =
      keys.length === 1 ? `${titleOf(keys[0] ?? '')} by e-mail` : `${keys.length} documents by e-mail`;
    const change: Change = {
      id: `s${sendings.length + 1}`,
      title,
      madeAt: '20 May 2027, 2:02 p.m. EDT',
      state: 'waiting',
      canWithdraw: true,
      canDismiss: false,
      again: null,
      sentence: offline
        ? 'It is sent automatically when this computer has a connection.'
        : 'Waiting to be sent.',
    };
    sendings = [change, ...sendings];
    return change;
  },
  withdraw_change: ({ id }) => {
    sendings = sendings.filter((change) => change.id !== id);
    return null;
  },
};
