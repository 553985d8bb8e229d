// What is asked before an act that needs no form: its title, one sentence, and the words of both buttons.
import type { ProfileEdit } from '../../host/bindings';

interface Words {
  title: string;
  consequence: string;
  act: string;
  safe: string;
  danger: boolean;
}

export function wordsOf(edit: ProfileEdit): Words {
  switch (edit.edit) {
    case 'withdrawAddress':
      return {
        title: 'ui-profile-withdraw-title',
        consequence: 'ui-profile-withdraw-consequence',
        act: 'ui-profile-withdraw',
        safe: 'ui-change-keep',
        danger: true,
      };
    case 'removeLocation':
      return {
        title: 'ui-profile-ask-removal-title',
        consequence: 'ui-profile-ask-removal-consequence',
        act: 'ui-profile-ask-removal-act',
        safe: 'ui-change-keep',
        danger: false,
      };
    case 'withdrawCollegeEmail':
      return {
        title: 'ui-profile-email-withdraw-title',
        consequence: 'ui-profile-email-withdraw-consequence',
        act: 'ui-profile-email-withdraw',
        safe: 'ui-change-keep',
        danger: true,
      };
    default:
      return {
        title: 'ui-profile-remove-title',
        consequence: 'ui-profile-remove-consequence',
        act: 'ui-profile-remove',
        safe: 'ui-change-keep',
        danger: true,
      };
  }
}
