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
  ...part,
});
const receipt = (year: number, amount: string): DocumentSummary =>
  document(`receipt-INV-${year}-000412`, `Fee receipt ${year}, annual fee`, `Paid 20 May ${year}, ${amount}`);

const groups: Commands['documents']['reply']['groups'] =
  asked.get('documents') === 'none'
    ? []
    : [
        {
          title: 'Registration',
          total: null,
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
          total: null,
          documents: [
            document(
              'authorization-C-4471',
              'Certificate of authorization, Nakashuk-Tremblay Medicine Professional Corporation',
              'Valid until 14 Mar 2028',
            ),
          ],
        },
        {
          title: 'Fee receipts 2027',
          total: '$2,225.00',
          documents: [
            receipt(2027, '$1,725.00'),
            document(
              'receipt-INV-2027-000077',
              'Fee receipt 2027, corporation renewal',
              'Paid 1 Mar 2027, $500.00',
            ),
          ],
        },
        { title: 'Fee receipts 2026', total: '$1,725.00', documents: [receipt(2026, '$1,725.00')] },
        {
          title: 'Filed surveys',
          total: null,
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
          total: null,
          documents: [document('profile', 'Profile summary', 'As of 20 May 2027')],
        },
      ];
const all = groups.flatMap(({ documents }) => documents);
const titleOf = (key: string): string => all.find((one) => one.key === key)?.title ?? key;
let sendings: Change[] = [];

type Part =
  | 'documents'
  | 'document'
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
  save_document: ({ key }) => {
    if (key === 'diploma')
      throw new CommandFailure({
        code: 'other',
        sentence:
          'The document could not be saved in /home/zoe/Documents. Nothing was left there. Free some space and try again.',
      });
    return { path: `/home/zoe/Documents/${titleOf(key)}.pdf` };
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
      sentence: offline ? 'It is sent by itself when this computer has a connection.' : 'Waiting to be sent.',
    };
    sendings = [change, ...sendings];
    return change;
  },
  withdraw_change: ({ id }) => {
    sendings = sendings.filter((change) => change.id !== id);
    return null;
  },
};
