//! One function per row of the table in `portal_ipc::table`, by area.

mod application;
mod cases;
mod documents;
mod preferences;
mod profile;
mod session;
mod status;
mod survey;

use tauri::{Wry, ipc::Invoke};

/// Every command of the table.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        session::session,
        session::sign_in,
        session::cancel_sign_in,
        session::sign_out,
        session::choose_passphrase,
        session::unlock,
        session::leave_tour,
        session::forget_passphrase,
        status::home,
        status::status,
        status::sync_now,
        status::outbox,
        cases::services,
        cases::service,
        cases::begin,
        cases::case,
        cases::renewal,
        cases::act,
        cases::review,
        cases::submit,
        cases::pay,
        survey::section,
        survey::answer,
        survey::add_instance,
        survey::remove_instance,
        survey::choose_answer,
        profile::profile,
        profile::profile_lists,
        profile::about,
        profile::contact,
        profile::addresses,
        profile::practice,
        profile::registration,
        profile::corporations,
        profile::transactions,
        profile::messages,
        profile::history,
        profile::profile_on,
        profile::predict,
        profile::change,
        profile::withdraw_change,
        profile::dismiss_change,
        documents::documents,
        documents::document,
        documents::save_folder,
        documents::choose_folder,
        documents::save_document,
        documents::show_document,
        documents::printers,
        documents::print_document,
        documents::open_document,
        documents::send_documents,
        preferences::preferences,
        preferences::set_preferences,
        application::application,
        application::print_page,
    ]
}
