// The pages of the profile in the order of their list, and which page an edit belongs to.
import type { ProfileEdit, ProfilePage } from '../host/bindings';

export const PAGES: { page: ProfilePage; text: string }[] = [
  { page: 'about', text: 'ui-profile-about' },
  { page: 'contact', text: 'ui-profile-contact' },
  { page: 'addresses', text: 'ui-profile-addresses' },
  { page: 'practice', text: 'ui-profile-practice' },
  { page: 'registration', text: 'ui-profile-registration' },
  { page: 'corporations', text: 'ui-profile-corporations' },
  { page: 'transactions', text: 'ui-profile-transactions' },
  { page: 'messages', text: 'ui-profile-messages' },
  { page: 'history', text: 'ui-profile-history' },
];

/** The id of a page's name; none is the profile's first page. */
export function nameOf(page: ProfilePage | null): string {
  return PAGES.find((known) => known.page === page)?.text ?? 'ui-profile-overview';
}

/** The page on which an edit is made. */
export function pageOf(edit: ProfileEdit): ProfilePage {
  switch (edit.edit) {
    case 'describe':
    case 'minc':
      return 'about';
    case 'businessEmail':
    case 'collegeEmail':
    case 'withdrawCollegeEmail':
    case 'phone':
    case 'preferences':
      return 'contact';
    case 'address':
    case 'notInPractice':
    case 'withdrawAddress':
    case 'removeLocation':
      return 'addresses';
    default:
      return 'practice';
  }
}
