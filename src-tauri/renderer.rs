//! WebKitGTK hands what it draws to the screen through DMA-BUF. With some drivers that leaves the window blank, or the page's
//! process dies before it has drawn anything. Then the application goes on without it: at once where NVIDIA's driver is, and
//! where a page died, from then on.

/// What WebKitGTK reads before its first window.
pub const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// What is known before the first window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The variable is set, to whatever value: the person, or the start before this one, has decided.
    pub is_decided: bool,
    /// A page died here before it had drawn anything.
    pub died_before: bool,
    /// NVIDIA's own driver is loaded.
    pub nvidia: bool,
}

/// Whether to begin anew without DMA-BUF.
pub fn goes_without(known: Known) -> bool {
    !known.is_decided && (known.died_before || known.nvidia)
}

/// What is done when the page's process has died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The page had spoken: it is loaded again. All that was saved is in the core.
    Reload,
    /// It never spoke: from now on without DMA-BUF.
    GoWithout,
    /// Nothing helps, and trying for ever helps nobody.
    GiveUp,
}

/// `has_spoken`: the page has asked the core for something since it was loaded.
pub fn remedy(has_spoken: bool, known: Known) -> Remedy {
    match (has_spoken, known.is_decided) {
        (true, _) => Remedy::Reload,
        (false, false) => Remedy::GoWithout,
        (false, true) => Remedy::GiveUp,
    }
}

#[cfg(target_os = "linux")]
pub use self::linux::{begin, watch};

#[cfg(target_os = "linux")]
mod linux {
    use std::path::Path;
    use std::sync::atomic::Ordering;

    use tauri::{AppHandle, Manager as _};
    use webkit2gtk::WebViewExt as _;

    use super::{Known, Remedy, VARIABLE, goes_without, remedy};
    use crate::places::Places;
    use crate::preferences;
    use crate::restart;
    use crate::startup::Spoken;

    /// Where the driver says its version.
    const NVIDIA: &str = "/proc/driver/nvidia/version";

    fn known(places: Option<&Places>) -> Known {
        Known {
            is_decided: std::env::var_os(VARIABLE).is_some(),
            died_before: places.is_some_and(|places| preferences::page_died(&places.preferences)),
            nvidia: Path::new(NVIDIA).exists(),
        }
    }

    /// Before the first window. Comes back unless the program begins anew in this process.
    pub fn begin(places: Option<&Places>) {
        if !goes_without(known(places)) {
            return;
        }
        // WebKitGTK reads the variable of the process it is in.
        let error = restart::begin(VARIABLE, "1");
        tracing::warn!(%error, "the window is drawn through DMA-BUF all the same");
    }

    /// Looks after the page's process.
    pub fn watch(app: &AppHandle) {
        let Some(window) = app.get_webview_window("main") else { return };
        let app = app.clone();
        let watched = window.with_webview(move |webview| {
            webview.inner().connect_web_process_terminated(move |page, reason| {
                let has_spoken = app.state::<Spoken>().0.swap(false, Ordering::SeqCst);
                let remedy = remedy(has_spoken, known(app.state::<Option<Places>>().as_ref()));
                tracing::error!(?reason, ?remedy, "the page's process has ended");
                match remedy {
                    Remedy::Reload => page.reload(),
                    Remedy::GoWithout => {
                        preferences::remember_page_died(&app);
                        app.request_restart();
                    }
                    Remedy::GiveUp => app.exit(1),
                }
            });
        });
        if let Err(error) = watched {
            tracing::warn!(%error, "nobody looks after the page's process");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: Known = Known { is_decided: false, died_before: false, nvidia: false };

    #[test]
    fn dma_buf_is_left_out_where_it_is_known_to_fail_and_nobody_decided() {
        assert!(!goes_without(FRESH), "most computers draw well with it");
        assert!(goes_without(Known { nvidia: true, ..FRESH }));
        assert!(goes_without(Known { died_before: true, ..FRESH }));
        let decided = Known { is_decided: true, died_before: true, nvidia: true };
        assert!(!goes_without(decided), "nor is anything begun anew twice");
    }

    #[test]
    fn a_page_that_dies_is_helped_once_in_each_way() {
        let decided = Known { is_decided: true, ..FRESH };
        assert_eq!(remedy(true, FRESH), Remedy::Reload);
        assert_eq!(remedy(true, decided), Remedy::Reload);
        assert_eq!(remedy(false, FRESH), Remedy::GoWithout, "it never drew");
        assert_eq!(remedy(false, decided), Remedy::GiveUp, "DMA-BUF is not the reason");
    }
}
