// What Help answers, by topic: for each question its texts, the pages that it leads to, and who to call. The texts are in
// assets/locales, `ui-help.ftl`.
import type { ProfilePage } from '../host/bindings';
import type { PhoneKey } from './phones';

/** A page that an answer leads to. */
export type Way =
  | { page: 'home' | 'renewal' | 'services' | 'documents' | 'outbox' | 'preferences' }
  /** With the id of its name. */
  | { page: 'service'; key: string; name: string }
  | { page: 'profile'; section?: ProfilePage };

/** A question that Help answers. */
export interface Entry {
  /** Id of the question; its answer is the attribute `.answer`. */
  id: string;
  ways?: Way[];
  phones?: PhoneKey[];
  /** It is done on the College's website. */
  web?: boolean;
}

/** Questions that belong together. */
export interface Topic {
  /** Names it within the page. */
  key: string;
  /** Id of its title. */
  id: string;
  entries: Entry[];
}

const resign: Way = { page: 'service', key: 'resign', name: 'ui-help-service-resign' };
const oldReceipt: Way = { page: 'service', key: 'old-receipt', name: 'ui-help-service-old-receipt' };
const profile = (section: ProfilePage): Way => ({ page: 'profile', section });

export const TOPICS: Topic[] = [
  {
    key: 'renewing',
    id: 'ui-help-topic-renewing',
    entries: [
      { id: 'ui-help-both', ways: [{ page: 'home' }] },
      { id: 'ui-help-survey-where', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-check-record', ways: [{ page: 'profile' }] },
      { id: 'ui-help-update-record', ways: [profile('contact'), profile('addresses'), profile('practice')] },
      { id: 'ui-help-pending-request', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-no-renewal', ways: [{ page: 'home' }], phones: ['portal'] },
      { id: 'ui-help-lost-survey', ways: [{ page: 'renewal' }], phones: ['portal'] },
      { id: 'ui-help-other-renewals', ways: [{ page: 'home' }] },
      { id: 'ui-help-leave', ways: [{ page: 'renewal' }], phones: ['advisory'], web: true },
      { id: 'ui-help-on-hold', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-away-reentry' },
      { id: 'ui-help-retiring', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-leaving', ways: [resign], phones: ['advisory'] },
      { id: 'ui-help-late', ways: [{ page: 'home' }] },
      { id: 'ui-help-old-computer', phones: ['technical'], web: true },
    ],
  },
  {
    key: 'survey',
    id: 'ui-help-topic-survey',
    entries: [
      { id: 'ui-help-liability', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-setting', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-office-ohp', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-offence', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-lawsuit', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-coverage', ways: [{ page: 'renewal' }], phones: ['advisory'] },
      { id: 'ui-help-cpd', ways: [{ page: 'renewal' }], phones: ['advisory'] },
    ],
  },
  {
    key: 'paying',
    id: 'ui-help-topic-paying',
    entries: [
      { id: 'ui-help-pay', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-fee-only', ways: [{ page: 'renewal' }] },
      {
        id: 'ui-help-invoices',
        ways: [profile('transactions'), { page: 'renewal' }, { page: 'services' }],
        web: true,
      },
      { id: 'ui-help-declined', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-receipts', ways: [{ page: 'documents' }, oldReceipt], phones: ['advisory'] },
    ],
  },
  {
    key: 'using',
    id: 'ui-help-topic-using',
    entries: [
      { id: 'ui-help-find-way', ways: [{ page: 'home' }, { page: 'services' }], web: true },
      { id: 'ui-help-requests', ways: [{ page: 'services' }] },
      { id: 'ui-help-offline', ways: [{ page: 'outbox' }] },
      { id: 'ui-help-saved', ways: [{ page: 'outbox' }] },
      { id: 'ui-help-another-computer', ways: [{ page: 'renewal' }] },
      { id: 'ui-help-messages', ways: [profile('messages')], phones: ['advisory'], web: true },
      { id: 'ui-help-password', phones: ['portal'], web: true },
      { id: 'ui-help-passphrase', phones: ['portal'] },
      { id: 'ui-help-does-not-open', phones: ['technical', 'portal'] },
      { id: 'ui-help-third-party' },
      { id: 'ui-help-shared' },
      { id: 'ui-help-reminders', ways: [{ page: 'preferences' }] },
      { id: 'ui-help-text-size', ways: [{ page: 'preferences' }] },
      { id: 'ui-help-help', phones: ['portal', 'advisory'] },
    ],
  },
  {
    key: 'record',
    id: 'ui-help-topic-record',
    entries: [
      { id: 'ui-help-address', ways: [profile('addresses')] },
      { id: 'ui-help-not-in-practice', ways: [profile('addresses')] },
      { id: 'ui-help-location', ways: [profile('addresses')] },
      { id: 'ui-help-activities', ways: [profile('practice')] },
      { id: 'ui-help-privileges', ways: [profile('practice')] },
      { id: 'ui-help-minc', ways: [profile('about')], phones: ['advisory'], web: true },
    ],
  },
  {
    key: 'documents',
    id: 'ui-help-topic-documents',
    entries: [
      { id: 'ui-help-card', ways: [{ page: 'documents' }], phones: ['card'] },
      { id: 'ui-help-copies', ways: [{ page: 'documents' }] },
      { id: 'ui-help-replacement', ways: [{ page: 'documents' }] },
      { id: 'ui-help-conduct', ways: [{ page: 'documents' }], phones: ['advisory'], web: true },
      { id: 'ui-help-file-copies', phones: ['advisory'], web: true },
      { id: 'ui-help-check', ways: [{ page: 'documents' }] },
      { id: 'ui-help-save-place', ways: [{ page: 'documents' }] },
    ],
  },
  {
    key: 'changes',
    id: 'ui-help-topic-changes',
    entries: [
      { id: 'ui-help-apply', phones: ['advisory'], web: true },
      { id: 'ui-help-screening', phones: ['advisory'], web: true },
      { id: 'ui-help-scope', phones: ['advisory'], web: true },
      { id: 'ui-help-reenter', phones: ['advisory'], web: true },
      { id: 'ui-help-resign', ways: [resign], phones: ['advisory'] },
      { id: 'ui-help-name', phones: ['advisory'], web: true },
      { id: 'ui-help-orientation', phones: ['advisory'], web: true },
    ],
  },
  {
    key: 'corporations',
    id: 'ui-help-topic-corporations',
    entries: [
      {
        id: 'ui-help-corporation',
        ways: [profile('corporations'), { page: 'documents' }],
        phones: ['advisory'],
        web: true,
      },
      { id: 'ui-help-renew-corporation', ways: [profile('corporations')], phones: ['advisory'], web: true },
      { id: 'ui-help-premises', phones: ['advisory'], web: true },
      { id: 'ui-help-learning', web: true },
    ],
  },
];
