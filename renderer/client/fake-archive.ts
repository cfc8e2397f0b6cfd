// The fictitious archive behind the fake bridge: documents, pages drawn as SVG, their words with boxes.
// Only for tests and the preview in a browser; must not be loaded when the real program is there.
import type {
  DocumentDetail,
  DocumentField,
  FieldName,
  FieldProposal,
  PageSummary,
} from '../../shared/model/document.ts';
import type { PageLine, PageText, PageWord } from '../../shared/model/page-text.ts';

const WIDTH = 1654;
const HEIGHT = 2339;

interface PaperLine {
  readonly text: string;
  /** Fractions of the page. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight?: number;
  readonly style?: string;
  readonly anchor?: 'start' | 'middle';
  readonly hand?: boolean;
  readonly field?: FieldName;
}

export interface FakePaper {
  readonly documentId: string;
  readonly fileId: string;
  readonly fileCode: string;
  readonly sourceName: string;
  readonly pages: readonly (readonly PaperLine[])[];
  readonly paperColour: string;
  readonly fields: Readonly<Partial<Record<FieldName, { value: string; confidence: number }>>>;
  readonly state: DocumentDetail['state'];
}

const CHAR = 0.52;
const widthOf = (line: PaperLine, text: string) =>
  (text.length * line.size * CHAR * (line.weight ? 1.06 : 0.95)) / WIDTH;

function boxOfLine(line: PaperLine) {
  const w = widthOf(line, line.text);
  const x = line.anchor === 'middle' ? line.x - w / 2 : line.x;
  return { x, y: line.y - line.size / HEIGHT, w, h: (line.size * 1.3) / HEIGHT };
}

export function pictureOf(lines: readonly PaperLine[], colour: string): string {
  const inXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const body = lines
    .map((line) => {
      const box = boxOfLine(line);
      const font = line.hand ? 'cursive' : 'Tinos, Liberation Serif, serif';
      return `<text x="${box.x * WIDTH}" y="${line.y * HEIGHT}" textLength="${box.w * WIDTH}" lengthAdjust="spacingAndGlyphs" font-family="${font}" font-size="${line.size}" font-weight="${line.weight ?? 400}" font-style="${line.style ?? 'normal'}" fill="${line.hand ? '#2b3c86' : '#222'}">${inXml(line.text)}</text>`;
    })
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><rect width="100%" height="100%" fill="${colour}"/>${body}</svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

function textOf(lines: readonly PaperLine[], documentIndex: number): PageText {
  const out: PageLine[] = lines.map((line, index) => {
    const box = boxOfLine(line);
    let at = 0;
    const words: PageWord[] = line.text.split(' ').map((text, wordIndex) => {
      const x = box.x + (at / line.text.length) * box.w;
      const w = (text.length / line.text.length) * box.w;
      at += text.length + 1;
      const seed = (index * 31 + wordIndex * 17 + documentIndex * 7) % 23;
      const confidence = line.hand ? 0.41 : seed === 0 ? 0.58 : 0.86 + (seed % 10) / 80;
      return { text, confidence, box: { x, y: box.y, w, h: box.h } };
    });
    return {
      words,
      box,
      baseline: [box.x, line.y, box.x + box.w, line.y],
      block: index < 6 ? 0 : 1,
      paragraph: index,
    };
  });
  return {
    widthPx: WIDTH,
    heightPx: HEIGHT,
    dpi: 200,
    rotation: 0,
    skewDegrees: 0.4,
    lines: out,
    meanConfidence: 0.91,
  };
}

const bodyText = [
  'Thời gian qua, công tác lưu trữ ở các cơ quan trong huyện đã có chuyển biến; nhiều',
  'đơn vị đã lập mục lục hồ sơ và giao nộp tài liệu vào kho. Tuy nhiên, tài liệu còn',
  'phân tán, chưa được chỉnh lý, việc tra cứu gặp nhiều khó khăn.',
  'Để khắc phục tình trạng trên, yêu cầu các cấp thực hiện tốt một số nhiệm vụ sau:',
  '1. Rà soát toàn bộ hồ sơ, tài liệu hình thành từ trước đến nay; lập danh mục, xác',
  'định thời hạn bảo quản và chuẩn bị giao nộp vào lưu trữ lịch sử theo quy định.',
  '2. Bố trí kho, giá và người phụ trách; thực hiện chế độ báo cáo định kỳ sáu tháng',
  'một lần về Văn phòng để tổng hợp, theo dõi và đôn đốc việc thực hiện đột xuất.',
  '3. Các đơn vị sự nghiệp căn cứ tình hình thực tế xây dựng kế hoạch số hóa tài liệu,',
  'bảo đảm tài liệu sau số hóa đọc được, tra cứu được và được bảo quản lâu dài.',
];

function paper(options: {
  left: readonly string[];
  right: readonly string[];
  code: string;
  handCode?: boolean;
  place: string;
  type: string;
  subject: readonly string[];
  position: readonly string[];
  signer: string;
  pageCount: number;
}): PaperLine[][] {
  const first: PaperLine[] = [];
  options.left.forEach((text, index) => {
    first.push({
      text,
      x: 0.27,
      y: 0.075 + index * 0.017,
      size: 26,
      weight: index === options.left.length - 1 ? 700 : 400,
      anchor: 'middle',
      field: index === options.left.length - 1 ? 'organName' : 'parentOrganName',
    });
  });
  options.right.forEach((text, index) => {
    first.push({ text, x: 0.7, y: 0.075 + index * 0.017, size: 26, weight: 700, anchor: 'middle' });
  });
  first.push({
    text: options.code,
    x: 0.19,
    y: 0.128,
    size: 26,
    field: 'codeNumber',
    hand: options.handCode ?? false,
  });
  first.push({
    text: options.place,
    x: 0.7,
    y: 0.128,
    size: 26,
    style: 'italic',
    anchor: 'middle',
    field: 'issuedDate',
  });
  first.push({
    text: options.type,
    x: 0.5,
    y: 0.19,
    size: 32,
    weight: 700,
    anchor: 'middle',
    field: 'typeName',
  });
  options.subject.forEach((text, index) => {
    first.push({
      text,
      x: 0.5,
      y: 0.212 + index * 0.018,
      size: 28,
      weight: 700,
      anchor: 'middle',
      field: 'subject',
    });
  });
  const pages = [first];
  for (let page = 1; page < options.pageCount; page += 1) pages.push([]);
  pages.forEach((lines, page) => {
    const top = page === 0 ? 0.29 : 0.09;
    for (let index = 0; index < 20; index += 1) {
      lines.push({
        text: bodyText[(index + page * 3) % bodyText.length]!,
        x: 0.12,
        y: top + index * 0.023,
        size: 27,
      });
    }
  });
  const last = pages.at(-1)!;
  options.position.forEach((text, index) => {
    last.push({
      text,
      x: 0.7,
      y: 0.8 + index * 0.018,
      size: 27,
      weight: 700,
      anchor: 'middle',
      field: 'signerPosition',
    });
  });
  last.push({
    text: options.signer,
    x: 0.7,
    y: 0.92,
    size: 27,
    weight: 700,
    anchor: 'middle',
    field: 'signer',
  });
  return pages;
}

const stateHead = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'];
const partyHead = ['ĐẢNG CỘNG SẢN VIỆT NAM'];
const sure = (value: string, confidence = 0.94) => ({ value, confidence });

export function fakePapers(): FakePaper[] {
  const papers: FakePaper[] = [
    {
      documentId: 'doc-01',
      fileId: 'file-0237',
      fileCode: '0237',
      sourceName: 'quet-0001.tif',
      state: 'described',
      paperColour: '#fdfdf6',
      pages: paper({
        left: ['TỈNH ỦY VÂN SƠN', 'HUYỆN ỦY BÌNH AN'],
        right: partyHead,
        code: 'Số 12 -NQ/HU',
        place: 'Bình An, ngày 04 tháng 3 năm 1998',
        type: 'NGHỊ QUYẾT',
        subject: ['về nhiệm vụ phát triển kinh tế - xã hội năm 1998'],
        position: ['T/M BAN THƯỜNG VỤ', 'BÍ THƯ'],
        signer: 'Nguyễn Văn Mẫu',
        pageCount: 3,
      }),
      fields: {
        typeName: sure('Nghị quyết'),
        codeNumber: sure('12'),
        codeNotation: sure('NQ/HU'),
        issuedDate: sure('1998-03-04'),
        issuedPlace: sure('Bình An'),
        parentOrganName: sure('Tỉnh ủy Vân Sơn'),
        organName: sure('Huyện ủy Bình An'),
        subject: sure('Về nhiệm vụ phát triển kinh tế - xã hội năm 1998'),
        signer: sure('Nguyễn Văn Mẫu'),
        signerPosition: sure('T/M BAN THƯỜNG VỤ BÍ THƯ'),
      },
    },
    {
      documentId: 'doc-02',
      fileId: 'file-0237',
      fileCode: '0237',
      sourceName: 'quet-0002.tif',
      state: 'proposed',
      paperColour: '#fbf8ea',
      pages: paper({
        left: ['TỈNH ỦY VÂN SƠN', 'HUYỆN ỦY BÌNH AN'],
        right: partyHead,
        code: 'Số 15 -CT/HU',
        handCode: true,
        place: 'Bình An, ngày 8 tháng 5 năm 1998',
        type: 'CHỈ THỊ',
        subject: ['về việc tăng cường công tác lưu trữ hồ sơ, tài liệu', 'trong các cơ quan đảng ở huyện'],
        position: ['T/M BAN THƯỜNG VỤ', 'PHÓ BÍ THƯ'],
        signer: 'Trần Thị Ví Dụ',
        pageCount: 2,
      }),
      fields: {
        typeName: sure('Chỉ thị', 0.97),
        codeNumber: { value: '', confidence: 0 },
        codeNotation: sure('CT/HU', 0.88),
        issuedDate: { value: '1998-05', confidence: 0.81 },
        issuedPlace: sure('Bình An'),
        parentOrganName: sure('Tỉnh ủy Vân Sơn', 0.9),
        organName: sure('Huyện ủy Bình An', 0.95),
        subject: {
          value: 'Về việc tăng cường công tác lưu trữ hồ sơ, tài liệu trong các cơ quan đảng ở huyện',
          confidence: 0.62,
        },
        signer: sure('Trần Thị Ví Dụ', 0.86),
        signerPosition: sure('T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ', 0.83),
      },
    },
    {
      documentId: 'doc-03',
      fileId: 'file-0237',
      fileCode: '0237',
      sourceName: 'quet-0003.tif',
      state: 'proposed',
      paperColour: '#fdfdf8',
      pages: paper({
        left: ['UBND TỈNH VÂN SƠN', 'UBND HUYỆN BÌNH AN'],
        right: stateHead,
        code: 'Số: 86/QĐ-UB',
        place: 'Bình An, ngày 25 tháng 3 năm 1999',
        type: 'QUYẾT ĐỊNH',
        subject: ['Về việc giao đất khu dân cư thị trấn'],
        position: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
        signer: 'Lê Văn Thử',
        pageCount: 1,
      }),
      fields: {
        typeName: sure('Quyết định', 0.98),
        codeNumber: sure('86', 0.93),
        codeNotation: sure('QĐ-UB', 0.93),
        issuedDate: sure('1999-03-25', 0.95),
        issuedPlace: sure('Bình An', 0.95),
        parentOrganName: sure('UBND tỉnh Vân Sơn', 0.82),
        organName: sure('UBND huyện Bình An', 0.9),
        subject: sure('Về việc giao đất khu dân cư thị trấn', 0.88),
        signer: sure('Lê Văn Thử', 0.85),
        signerPosition: sure('TM. ỦY BAN NHÂN DÂN CHỦ TỊCH', 0.85),
      },
    },
    {
      documentId: 'doc-04',
      fileId: 'file-0238',
      fileCode: '0238',
      sourceName: 'Cong van 05.pdf',
      state: 'proposed',
      paperColour: '#f6efd9',
      pages: paper({
        left: ['UBND TỈNH VÂN SƠN', 'SỞ VĂN HÓA'],
        right: stateHead,
        code: 'Số: 05/SVH-VP',
        place: 'Vân Sơn, ngày 12 tháng 01 năm 2004',
        type: 'CÔNG VĂN',
        subject: ['V/v báo cáo đột xuất tình hình di tích'],
        position: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
        signer: 'Phạm Thị Thí',
        pageCount: 5,
      }),
      fields: {
        typeName: sure('Công văn', 0.8),
        codeNumber: sure('05', 0.9),
        codeNotation: sure('SVH-VP', 0.7),
        issuedDate: sure('2004-01-12', 0.92),
        organName: sure('Sở Văn hóa', 0.91),
        subject: sure('V/v báo cáo đột xuất tình hình di tích', 0.84),
        signer: { value: '', confidence: 0 },
        secrecy: { value: 'Mật', confidence: 0.55 },
      },
    },
    {
      documentId: 'doc-05',
      fileId: 'file-0238',
      fileCode: '0238',
      sourceName: 'quet-0005.jpg',
      state: 'reading',
      paperColour: '#fbfaf2',
      pages: paper({
        left: ['HUYỆN ỦY BÌNH AN'],
        right: partyHead,
        code: 'Số 31 -BC/HU',
        place: 'Bình An, ngày 11 tháng 3 năm 1998',
        type: 'BÁO CÁO',
        subject: ['kết quả thực hiện nghị quyết năm 1997'],
        position: ['T/M BAN THƯỜNG VỤ', 'BÍ THƯ'],
        signer: 'Nguyễn Văn Mẫu',
        pageCount: 4,
      }),
      fields: {},
    },
  ];
  return papers;
}

export function detailOf(source: FakePaper, index: number): DocumentDetail {
  const boxFor = (name: FieldName) => {
    for (const [page, lines] of source.pages.entries()) {
      const wanted = name === 'codeNotation' ? 'codeNumber' : name === 'issuedPlace' ? 'issuedDate' : name;
      const found = lines.filter((line) => line.field === wanted).map(boxOfLine);
      if (found.length === 0) continue;
      const x = Math.min(...found.map((box) => box.x));
      const y = Math.min(...found.map((box) => box.y));
      const right = Math.max(...found.map((box) => box.x + box.w));
      const bottom = Math.max(...found.map((box) => box.y + box.h));
      return { page: page + 1, x, y, w: right - x, h: bottom - y };
    }
    return null;
  };
  const proposals: FieldProposal[] = Object.entries(source.fields).map(([name, field]) => ({
    name: name as FieldName,
    value: field.value,
    confidence: field.confidence,
    box: boxFor(name as FieldName),
    rule: 'fake',
  }));
  const described = source.state === 'described';
  const values: DocumentField[] = proposals.map((proposal) => ({
    ...proposal,
    source: described ? 'confirmed' : 'proposed',
    confidence: described ? 1 : proposal.confidence,
  }));
  const pages: PageSummary[] = source.pages.map((_, at) => {
    const reading = source.state === 'reading' && at > 1;
    const failed = source.documentId === 'doc-04' && at === 3;
    const faint = source.documentId === 'doc-04' && at === 2;
    return {
      pageId: `${source.documentId}-p${at + 1}`,
      ordinal: at + 1,
      widthPx: WIDTH,
      heightPx: HEIGHT,
      dpi: 200,
      rotation: 0,
      image: 'ready',
      text: failed ? 'failed' : reading ? 'waiting' : 'ready',
      meanConfidence: reading || failed ? null : faint ? 0.61 : 0.91,
      findings: failed
        ? [
            {
              code: 'WORKER_TIMEOUT',
              severity: 'error',
              message:
                'Xử lý trang quá 180 giây nên đã dừng trang này; các trang khác vẫn tiếp tục. Có thể cho đọc lại trang sau.',
            },
          ]
        : faint
          ? [
              {
                code: 'LOW_CONFIDENCE',
                severity: 'warning',
                message: 'Chữ mờ – máy chỉ chắc 61 % số chữ trên trang. Xin so lại với ảnh khi biên mục.',
              },
            ]
          : [],
    };
  });
  return {
    documentId: source.documentId,
    ordinal: index + 1,
    fileId: source.fileId,
    fileCode: source.fileCode,
    sourceName: source.sourceName,
    state: source.state,
    pageCount: pages.length,
    firstPageId: pages[0]?.pageId ?? null,
    findingCount: pages.filter((page) => page.findings.length > 0).length,
    fields: Object.fromEntries(Object.entries(source.fields).map(([name, field]) => [name, field.value])),
    createdAt: '2026-11-22T09:30:00.000Z',
    rowVersion: 1,
    place: [
      { kind: 'agency', id: 'agency', label: 'Lưu trữ huyện Bình An' },
      { kind: 'fonds', id: 'fonds-1', label: 'Phông Huyện ủy Bình An' },
      { kind: 'inventory', id: 'inventory-1', label: 'Mục lục 01' },
      { kind: 'file', id: source.fileId, label: `Hồ sơ ${source.fileCode}` },
    ],
    pages,
    values,
    proposals,
    findings: [],
    pdf:
      source.state === 'reading'
        ? null
        : {
            sha256: 'a'.repeat(64),
            bytes: 412_300 + index * 91_000,
            level: '2b',
            version: 1,
            current: source.documentId !== 'doc-03',
          },
    pdfState: source.state === 'reading' ? 'none' : source.documentId === 'doc-03' ? 'making' : 'current',
    source: {
      name: source.sourceName,
      path: `/quet/${source.sourceName}`,
      sha256: 'b'.repeat(64),
      bytes: 1_830_000,
      mediaType: 'image/tiff',
      receivedAt: '2026-11-22T09:30:00.000Z',
    },
  };
}

export function pageTextOf(source: FakePaper, page: number, index: number): PageText {
  return textOf(source.pages[page - 1] ?? [], index);
}
