// Draws the pages of a PDF on canvases: the same bytes that are saved and printed. Loaded only when a document is looked at.
import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFPageProxy, TextContent } from 'pdfjs-dist/types/src/display/api';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** One drawn page, and its text for those who do not see it. */
export interface DrawnPage {
  canvas: HTMLCanvasElement;
  text: string;
}

/** More pages than these are not previewed; no document of the College has as many. */
const PAGES_MAX = 20;

/** Drawn at least twice as fine as the screen, so that the small print of a card stays legible when it is enlarged. */
const PIXELS_MIN = 2;

/** Draws every page `width` CSS pixels wide. Rejects when the bytes are no PDF, or when `signal` says to stop. */
export async function drawPages(base64: string, width: number, signal: AbortSignal): Promise<DrawnPage[]> {
  const task = getDocument({
    data: bytesOf(base64),
    // Every font is embedded, and the window may fetch nothing: neither fonts, tables nor programs from elsewhere.
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    isEvalSupported: false,
    enableXfa: false,
  });
  try {
    const document = await task.promise;
    const pages: DrawnPage[] = [];
    for (let number = 1; number <= Math.min(document.numPages, PAGES_MAX); number += 1) {
      signal.throwIfAborted();
      const page = await document.getPage(number);
      const canvas = window.document.createElement('canvas');
      const scale =
        (width / page.getViewport({ scale: 1 }).width) * Math.max(window.devicePixelRatio, PIXELS_MIN);
      const viewport = page.getViewport({ scale });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      await page.render({ canvas, viewport }).promise;
      pages.push({ canvas, text: await textOf(page) });
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

/** Read piece by piece: WebKit's streams cannot be looped over, as `getTextContent` does. */
async function textOf(page: PDFPageProxy): Promise<string> {
  const reader = page.streamTextContent().getReader() as ReadableStreamDefaultReader<TextContent>;
  const pieces: string[] = [];
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    for (const item of read.value.items) if ('str' in item) pieces.push(item.str);
  }
  return pieces.join(' ').replace(/\s+/g, ' ').trim();
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
