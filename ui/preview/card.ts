// A sheet of paper in place of the real card, which only the core can make; a real one can be handed in as `previewCard`.
const TEXT = 'BT /F1 24 Tf 72 700 Td (Registration card) Tj ET';
const PARTS = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
  `<< /Length ${TEXT.length} >>\nstream\n${TEXT}\nendstream`,
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
];

function paper(): string {
  let file = '%PDF-1.4\n';
  const offsets = PARTS.map((part, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${part}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return `${file}xref\n0 ${PARTS.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${PARTS.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF`;
}

export const card = (globalThis as { previewCard?: string }).previewCard ?? btoa(paper());
