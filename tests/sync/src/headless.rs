//! The application without its window, as a process that can be killed: `portal_client` told what to do over standard
//! input. It ends when nobody is left to talk to.

mod spoken;
mod surroundings;

use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::sync::Arc;

use portal_client::{Clock, Portal, Settings};
use portal_ipc::{AnswerRequest, ChangeReply, DocumentRequest, Failure, LinkIdRequest, PageForm, Session};
use portal_texts::Language;
use spoken::{Asked, Said, Start};
use surroundings::{Keys, OpenPage};

fn main() -> Result<(), Box<dyn Error>> {
    let start: Start = serde_json::from_str(&std::env::args().nth(1).ok_or("usage: portal-headless START")?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let page = Arc::new(OpenPage::default());
    let settings = Settings {
        language: Language::English,
        data_dir: start.data,
        documents_dir: start.documents,
        server_url: start.server,
        clock: Clock::starting_at(start.clock.parse()?),
        keychain: Arc::new(Keys::in_folder(start.keychain)?),
        browser: Arc::clone(&page) as _,
        device_name: start.name,
    };
    let portal = runtime.block_on(Portal::open(settings))?;
    say(&Said::Ready)?;
    for line in std::io::stdin().lock().lines() {
        let asked: Asked = serde_json::from_str(&line?)?;
        let ends = matches!(asked, Asked::Close);
        let said = runtime.block_on(act(&portal, &page, asked)).unwrap_or_else(Said::Failed);
        say(&said)?;
        if ends {
            break;
        }
    }
    Ok(())
}

fn say(said: &Said) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(said)?)?;
    Ok(out.flush()?)
}

async fn act(portal: &Portal, page: &OpenPage, asked: Asked) -> Result<Said, Failure> {
    match asked {
        Asked::SignIn => {
            portal.sign_in().await?;
            Ok(Said::Page(page.take().unwrap_or_default()))
        }
        Asked::Session => Ok(match portal.session().await {
            Session::SignedIn { .. } => Said::Session { signed_in: true, notice: None },
            Session::SignedOut { notice } => Said::Session { signed_in: false, notice },
            _ => Said::Session { signed_in: false, notice: None },
        }),
        Asked::Answer { path, value } => portal
            .answer(AnswerRequest { draft: "renewal/2027".into(), path, value })
            .await
            .map(|_| Said::Done),
        Asked::Change { change } => Ok(match portal.change(*change).await? {
            ChangeReply::Made { .. } => Said::Done,
            ChangeReply::Problems { prediction } => Said::Problems(prediction),
        }),
        Asked::Section { link_id } => portal
            .section(LinkIdRequest { draft: "renewal/2027".into(), link_id })
            .await
            .map(|section| Said::Section(Box::new(section))),
        Asked::Status => Ok(Said::Status(portal.status().await)),
        Asked::Outbox => portal.outbox().await.map(Said::Outbox),
        Asked::Save { key } => {
            let saved = portal.save_document(DocumentRequest { key, form: PageForm::Letter }, None).await?;
            Ok(Said::Saved(saved.path.into()))
        }
        Asked::SyncNow => portal.sync_now().await.map(|()| Said::Done),
        Asked::Close => {
            portal.close().await;
            Ok(Said::Done)
        }
    }
}
