// The fields an inventory's column can hold, and the words that headers use for them.
// Must hold no codes of any regulation: profiles do.

/**
 * Ids are those of the field profiles (Thông tư 05/2025 element names where there are any). `document.` marks the columns of
 * lists that describe documents beside or instead of files. The last ones are columns that hold several fields at once.
 */
export const inventoryFields = [
  'ordinal',
  'fondName',
  'organId',
  'term',
  'inventoryNumber',
  'boxNumber',
  'fileNumber',
  'fileCode',
  'title',
  'startDate',
  'endDate',
  'totalDoc',
  'numberOfPaper',
  'numberOfPage',
  'maintenance',
  'mode',
  'secrecy',
  'language',
  'keyword',
  'format',
  'inforSign',
  'autograph',
  'creator',
  'description',
  'originalAddress',
  'document.docOrdinal',
  'document.docCode',
  'document.typeName',
  'document.typeCode',
  'document.codeNumber',
  'document.codeNotation',
  'document.issuedDate',
  'document.organName',
  'document.subject',
  'document.signer',
  'document.copyType',
  'document.sheetNumber',
  'document.numberOfPage',
  'document.path',
  'dates',
  'paperAndPage',
  'document.numberAndNotation',
  'document.typeAndSubject',
] as const;

export type InventoryField = (typeof inventoryFields)[number];

/** Header wordings, folded, parted by `|`; the first is the usual one. */
export const headerWords: Readonly<Record<InventoryField, string>> = {
  ordinal: 'stt|so tt|tt|so thu tu|thu tu',
  fondName: 'ten phong|phong|phong luu tru|ten phong luu tru',
  organId: 'phong so|so phong|ma phong|ma phong luu tru|ky hieu phong',
  term: 'nhiem ky|khoa',
  inventoryNumber: 'muc luc so|so muc luc|muc luc|ml so|mlhs so|muc luc ho so so',
  boxNumber: 'hop so|so hop|hop|cap so|so cap|cap|hop cap so|hop cap|so hop cap|cap hop so|hs hop so',
  fileNumber:
    'ho so so|so ho so|ho so|dvbq so|so dvbq|dvbq|don vi bao quan so|so don vi bao quan|don vi bao quan|hs so|so hs|so ky hieu ho so|so va ky hieu ho so|ky hieu ho so|ho so dvbq so|so ho so dvbq|ho so don vi bao quan so',
  fileCode: 'ma ho so|ma hs|ma dinh danh ho so|ma ho so luu tru',
  title:
    'tieu de ho so|tieu de|ten ho so|tieu de ho so don vi bao quan|noi dung ho so|ten tieu de ho so|noi dung|tieu de dvbq|tieu de va noi dung ho so|ten de muc va tieu de ho so|trich yeu noi dung ho so|tieu de ho so tai lieu',
  startDate:
    'ngay bat dau|thoi gian bat dau|bat dau|tu ngay|thoi gian tu|thoi gian tu ngay|ngay thang bat dau|tu|ngay som nhat|thoi gian som nhat|nam bat dau|tu nam',
  endDate:
    'ngay ket thuc|thoi gian ket thuc|ket thuc|den ngay|thoi gian den|thoi gian den ngay|ngay thang ket thuc|den|ngay muon nhat|thoi gian muon nhat|nam ket thuc|den nam',
  totalDoc:
    'tong so van ban|so van ban trong ho so|so luong van ban|tong so tai lieu|so tai lieu|so luong tai lieu|tong so van ban tai lieu|tong so tai lieu trong ho so|so vb',
  numberOfPaper: 'so to|so luong to|to|tong so to|sl to|so to tai lieu',
  numberOfPage: 'so trang|so luong trang|trang|tong so trang|sl trang',
  maintenance:
    'thoi han bao quan|thbq|thoi han luu tru|thoi han|thoi gian bao quan|gia tri bao quan|thoi han bq|th bao quan|thlt',
  mode: 'che do su dung|muc do tiep can|che do khai thac|dieu kien su dung',
  secrecy: 'do mat|muc do mat|muc do mat ho so',
  language: 'ngon ngu',
  keyword: 'tu khoa',
  format: 'tinh trang vat ly|tinh trang|tinh trang tai lieu|tinh trang vat ly ho so',
  inforSign: 'ky hieu thong tin',
  autograph: 'but tich',
  creator: 'nguoi lap ho so|nguoi lap|don vi lap ho so|don vi ca nhan lap ho so',
  description: 'ghi chu|chu giai|chu thich|ghi chu ho so',
  originalAddress: 'dia chi tai lieu goc|dia chi luu tru|vi tri luu tru|dia chi bao quan',
  'document.docOrdinal': 'so thu tu trong ho so|thu tu trong ho so|so thu tu van ban|stt van ban|van ban so',
  'document.docCode': 'ma van ban|ma tai lieu|ma dinh danh van ban|ma dinh danh tai lieu|ma luu tru tai lieu',
  'document.typeName': 'the loai van ban|ten loai van ban|ten loai|loai van ban|the loai|ten loai tai lieu',
  'document.typeCode': 'ky hieu loai|ma loai|ky hieu loai van ban',
  'document.codeNumber': 'so van ban|so cua van ban|so vb|so tai lieu van ban',
  'document.codeNotation': 'ky hieu van ban|ky hieu|ky hieu cua van ban|ky hieu vb',
  'document.issuedDate':
    'ngay ky|ngay van ban|ngay thang nam van ban|ngay ban hanh|ngay thang van ban|ngay thang nam|ngay thang nam tai lieu|ngay thang|ngay thang nam ban hanh',
  'document.organName':
    'co quan ban hanh|tac gia|tac gia van ban|noi ban hanh|co quan to chuc ban hanh|don vi ban hanh|co quan to chuc ca nhan ban hanh|noi gui',
  'document.subject':
    'trich yeu noi dung|trich yeu|noi dung van ban|trich yeu noi dung van ban|trich yeu van ban|trich yeu noi dung tai lieu',
  'document.signer': 'nguoi ky|ho ten nguoi ky|nguoi ky van ban',
  'document.copyType': 'loai ban|ban chinh ban sao|loai ban van ban',
  'document.sheetNumber': 'to so|trang so|to so trang so|tu to den to|to trang so|so to trang so',
  'document.numberOfPage': 'so trang van ban|so trang cua van ban|so trang tai lieu|so luong trang van ban',
  'document.path': 'path goc|duong dan|ten tep|ten file|file|tep tin|duong dan tep',
  dates:
    'thoi gian|thoi gian tai lieu|ngay thang bat dau va ket thuc|thoi gian bat dau va ket thuc|thoi gian bat dau ket thuc|ngay thang bat dau ket thuc|nam|nien han|thoi gian cua tai lieu|ngay bat dau va ket thuc|ngay thang nam bat dau va ket thuc',
  paperAndPage: 'so to so trang|so to trang|so luong to trang|so to va so trang|so trang so to',
  'document.numberAndNotation':
    'so ky hieu van ban|so va ky hieu van ban|so ky hieu|so va ky hieu|so hieu van ban|so ky hieu vb|so hieu|so ky hieu tai lieu|so va ky hieu tai lieu',
  'document.typeAndSubject':
    'ten loai va trich yeu noi dung|ten loai va trich yeu|ten loai va trich yeu noi dung van ban|ten loai trich yeu noi dung|ten loai va trich yeu noi dung tai lieu',
};
