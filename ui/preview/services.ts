// Services in every state of availability: `?page=services`, `?page=service:resign`.
import type {
  Availability,
  RequestSummary,
  Service,
  ServiceGroup,
  Services,
  ServiceSummary,
} from '../src/host/bindings';
import { earlier, requests } from './cases';

const available: Availability = { availability: 'available', note: null };
const notForYou = (sentence: string): Availability => ({
  availability: 'notForYou',
  why: [{ sentence, step: null, place: null }],
});

/** The request as it stands in the list. */
function requestOf(id: string): RequestSummary {
  const found = [...requests, ...earlier].find(({ case: name }) => name === id);
  if (!found) throw new Error(`there is no request ${id}`);
  return found;
}

const summary = (
  key: string,
  name: string,
  what: string,
  fee: string,
  time: string | null,
  availability: Availability = available,
): ServiceSummary => ({ key, name, what, fee, time, availability });

const groups: ServiceGroup[] = [
  {
    code: 'membership-services',
    title: 'Membership Services',
    services: [
      summary(
        'resign',
        'Resign your membership',
        'Ask the College to end your registration.',
        'No fee',
        'within 4 weeks',
        {
          availability: 'begun',
          case: 'resign/1',
        },
      ),
      summary(
        'leave',
        'Reduce your fee for parental leave',
        'For more than four months in the coming year. Ask before the survey.',
        'No fee',
        'within 10 business days',
      ),
      summary(
        'conduct',
        'Certificate of professional conduct',
        'The College sends it straight to the organization that needs it.',
        '$75.00',
        'within 15 business days',
        {
          availability: 'available',
          note: 'A person reviews your request, because a fee of yours is overdue.',
        },
      ),
      summary(
        'name-change',
        'Change your name',
        'Register under a new legal name, with proof of the change.',
        '$25.00',
        'within 10 business days',
        {
          availability: 'asked',
          request: requestOf('name-change/1'),
        },
      ),
      summary(
        'old-receipt',
        'Older fee receipts',
        'Ask for receipts of fees you paid to the College before 2018.',
        'No fee',
        'within 10 business days',
      ),
      summary(
        'emeritus',
        'Emeritus status',
        'Stay on the register after you retire and resign.',
        'No fee',
        null,
        notForYou('It takes 25 years of independent practice in good standing. You have 15.'),
      ),
    ],
  },
  {
    code: 'registration',
    title: 'Registration',
    services: [
      summary(
        'scope',
        'Change your scope of practice',
        'Tell the College before you begin to practise in a new field.',
        'No fee',
        null,
        {
          availability: 'stepAway',
          why: [
            {
              sentence: 'A fee is overdue.',
              step: 'Pay the overdue fee first.',
              place: { page: 'transactions' },
            },
          ],
        },
      ),
      summary(
        'return',
        'Return to clinical practice',
        'Come back after two years or more away.',
        '$500.00',
        'within 90 days',
        notForYou('You have practised within the last two years.'),
      ),
      summary(
        'postgraduate',
        'Renew a postgraduate certificate',
        'For the next year of your training.',
        '$345.00',
        null,
        {
          availability: 'notForYou',
          why: [
            {
              sentence: 'Your certificate is for Independent Practice.',
              step: 'Your renewal is the one for you.',
              place: { page: 'renewal' },
            },
          ],
        },
      ),
    ],
  },
  {
    code: 'corporations',
    title: 'Corporations',
    services: [
      summary(
        'new-corporation',
        'New certificate of authorization',
        'Practise through a professional corporation.',
        '$400.00',
        'within 3 weeks',
      ),
      summary(
        'renew-corporation',
        'Renew or change a corporation',
        'Its certificate, shareholders, address or an amalgamation.',
        '$175.00',
        null,
        notForYou('There is no corporation on your record.'),
      ),
    ],
  },
];

export const services = (): Services =>
  new URLSearchParams(location.search).get('services') === 'none'
    ? { requests: [], earlier: [], groups }
    : { requests, earlier, groups };

const RESIGN: Omit<Service, 'key' | 'name' | 'what' | 'availability'> = {
  who: 'Registrants whose registration is active or suspended.',
  ready: [
    'the day on which you stop practising',
    'who will keep your patients’ records, and where',
    'that you have told your hospitals',
    'an address, an email and a phone for later letters',
  ],
  fee: 'None. A fee that you have paid is not refunded.',
  time: 'The College answers within four weeks: by Thursday, 17 Jun 2027, if it receives this today.',
  follows: [
    'The College confirms your resignation with a letter.',
    'The register shows it from the day it takes effect.',
    'You keep access to your record and your messages.',
  ],
  withdraw:
    'You can withdraw your request until midnight before the day it takes effect, even after the College has accepted it.',
};
const PLAIN: typeof RESIGN = {
  who: 'Everyone who is or was registered with the College.',
  ready: ['The years in which you paid, and for what.'],
  fee: 'None.',
  time: 'The College answers within 10 business days: by Thursday, 3 Jun 2027, if it receives this today.',
  follows: [
    'Staff look for your payments. You get copies of the receipts as a message, or a note of what was not found.',
  ],
  withdraw: 'You can withdraw this request until it is answered.',
};

export function service(key: string): Service {
  const found = groups.flatMap(({ services }) => services).find((one) => one.key === key);
  const { name, what, availability } = found ?? summary(key, key, '', '', null);
  return { key, name, what, availability, ...(key === 'resign' ? RESIGN : PLAIN) };
}
