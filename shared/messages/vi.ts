// Vietnamese texts of all errors: what happened – what was not changed – what to do.
import type { ErrorCode, ErrorParams } from '../errors/codes.ts';

type Messages = { readonly [C in ErrorCode]: (p: ErrorParams[C]) => string };

const megapixels = (w: number, h: number) => Math.round((w * h) / 1e6).toLocaleString('vi-VN');

export const vi = {
  USAGE: (p) => `Lệnh chưa đúng: ${p.detail} Chưa có gì thay đổi. Gõ “tangthu --help” để xem cách dùng.`,
  INTERNAL: (p) =>
    `Chương trình gặp lỗi ngoài dự kiến (${p.detail}). Những việc đã ghi trước đó vẫn còn nguyên. Hãy thử lại; nếu lặp lại, gửi tệp nhật ký cho người hỗ trợ.`,
  CORE_STOPPED: () =>
    'Phần xử lý của chương trình vừa dừng và đang được khởi động lại. Dữ liệu đã lưu không bị ảnh hưởng. Hãy chờ vài giây rồi làm lại thao tác vừa rồi.',
  CANCELLED: () => 'Việc đã được hủy theo yêu cầu. Những phần làm xong trước khi hủy vẫn được giữ.',
  NO_ARCHIVE_OPEN: () => 'Chưa mở kho nào. Hãy mở hoặc tạo một kho trước.',

  ARCHIVE_EXISTS: (p) =>
    `Thư mục “${p.path}” đã là một kho Tàng Thư. Không có gì bị ghi đè. Hãy mở kho này hoặc chọn thư mục khác.`,
  ARCHIVE_NOT_FOUND: (p) =>
    `Không tìm thấy kho Tàng Thư tại “${p.path}”. Hãy kiểm tra đường dẫn, ổ đĩa đã cắm chưa, hoặc tạo kho mới.`,
  ARCHIVE_INVALID: (p) =>
    `Kho tại “${p.path}” không đọc được (${p.detail}). Chương trình không sửa gì trong kho. Hãy khôi phục từ bản sao lưu hoặc liên hệ người hỗ trợ.`,
  ARCHIVE_GONE: (p) =>
    `Không thấy thư mục kho “${p.path}”. Có thể ổ đĩa đã rút ra hoặc thư mục bị đổi tên. Các việc đang dừng lại, chưa ghi gì thêm; những gì bạn đã gõ vẫn được giữ. Hãy cắm lại ổ đĩa hoặc đặt lại tên cũ, rồi làm tiếp.`,
  ARCHIVE_LOCKED: (p) =>
    `Kho “${p.path}” đang được mở ở nơi khác (${p.holder}). Chưa có gì thay đổi. Hãy đóng chương trình ở nơi đó rồi thử lại.`,
  ARCHIVE_FROM_FUTURE: (p) =>
    `Kho “${p.path}” do phiên bản Tàng Thư mới hơn tạo ra nên không mở được ở đây. Kho không bị thay đổi. Hãy cập nhật chương trình.`,
  FOLDER_NOT_EMPTY: (p) =>
    `Thư mục “${p.path}” đang có tệp khác. Không có gì được ghi vào đó. Hãy chọn một thư mục trống.`,

  DISK_FULL: (p) =>
    `Ổ đĩa chứa “${p.path}” đã đầy nên không ghi thêm được. Những gì đã ghi trước đó vẫn an toàn, phần dở dang đã được bỏ. Hãy giải phóng dung lượng rồi làm tiếp.`,
  ACCESS_DENIED: (p) =>
    `Không có quyền đọc hoặc ghi “${p.path}”. Không có gì thay đổi. Hãy kiểm tra quyền của thư mục hoặc hỏi người quản trị máy.`,
  FILE_MISSING: (p) =>
    `Không tìm thấy “${p.path}”. Không có gì thay đổi. Hãy kiểm tra tệp còn ở đó và ổ đĩa còn cắm.`,
  NOT_A_FOLDER: (p) => `“${p.path}” không phải thư mục. Không có gì thay đổi. Hãy chọn một thư mục.`,
  NAME_TOO_LONG: (p) => `Tên hoặc đường dẫn “${p.path}” quá dài. Không có gì thay đổi. Hãy đặt tên ngắn hơn.`,
  DEVICE_GONE: (p) =>
    `Không đọc ghi được ổ đĩa chứa “${p.path}”; có thể ổ đã bị rút. Phần đã ghi xong vẫn còn. Hãy cắm lại ổ rồi làm tiếp.`,
  STORED_FILE_DAMAGED: (p) =>
    `Tệp trong kho “${p.path}” không còn đúng như lúc ghi. Chương trình không dùng tệp này. Hãy chạy kiểm tra kho và khôi phục từ bản sao lưu.`,

  SOURCE_NOT_FOUND: (p) =>
    `Không tìm thấy “${p.path}”. Các tệp khác vẫn được xử lý. Hãy kiểm tra lại đường dẫn hoặc ổ đĩa.`,
  SOURCE_EMPTY: (p) =>
    `Tệp “${p.path}” rỗng (0 byte) nên không có gì để số hóa. Tệp gốc được giữ nguyên. Hãy quét hoặc chép lại tệp này.`,
  SOURCE_UNSUPPORTED: (p) =>
    `Tệp “${p.path}” không phải ảnh JPEG, PNG, WebP, TIFF hay PDF nên không nhận vào. Tệp gốc được giữ nguyên. Hãy chuyển sang một trong các dạng trên rồi nhập lại.`,
  SOURCE_DAMAGED: (p) =>
    `Tệp “${p.path}” bị hỏng hoặc thiếu phần cuối (${p.detail}). Tệp không được đưa vào kho, bản gốc được giữ nguyên. Hãy quét hoặc chép lại tệp này.`,
  SOURCE_TOO_LARGE: (p) =>
    `Ảnh “${p.path}” lớn ${p.widthPx.toLocaleString('vi-VN')} × ${p.heightPx.toLocaleString('vi-VN')} điểm ảnh (${megapixels(p.widthPx, p.heightPx)} triệu), vượt mức ${p.limitMegapixels.toLocaleString('vi-VN')} triệu mà máy xử lý được. Tệp gốc được giữ nguyên. Hãy quét lại với độ phân giải thấp hơn hoặc cắt thành nhiều phần.`,
  SOURCE_DUPLICATE: (p) =>
    `Tệp “${p.path}” đã có trong kho dưới tên “${p.name}”, nội dung giống hệt nên không nhập lần nữa. Không có gì thay đổi, không cần làm gì thêm.`,
  PDF_ENCRYPTED: (p) =>
    `Tệp PDF “${p.path}” được đặt mật khẩu nên không đọc được. Tệp gốc được giữ nguyên. Hãy bỏ mật khẩu bằng phần mềm đã tạo tệp rồi nhập lại.`,
  PDF_NO_PAGES: (p) =>
    `Tệp PDF “${p.path}” không có trang nào. Tệp gốc được giữ nguyên. Hãy kiểm tra lại tệp.`,
  FOLDER_HAS_NO_SOURCE: (p) =>
    `Thư mục “${p.path}” không có tệp ảnh hay PDF nào. Chưa có gì thay đổi. Hãy chọn đúng thư mục chứa bản quét.`,

  OCR_LANGUAGE_MISSING: (p) =>
    `Thiếu dữ liệu nhận dạng cho ngôn ngữ “${p.language}”. Ảnh vẫn được lưu đủ. Hãy cài lại chương trình hoặc chọn ngôn ngữ khác.`,
  OCR_FAILED: (p) =>
    `Không nhận dạng được chữ trên trang này (${p.detail}). Ảnh trang vẫn được lưu. Có thể cho đọc lại trang sau.`,
  WORKER_TIMEOUT: (p) =>
    `Xử lý trang quá ${p.seconds} giây nên đã dừng trang này; các trang khác vẫn tiếp tục. Có thể cho đọc lại trang sau.`,
  WORKER_CRASHED: (p) =>
    `Bộ phận xử lý dừng đột ngột ở trang này (${p.detail}); các trang khác vẫn tiếp tục. Có thể cho đọc lại trang sau.`,
  PAGE_IMAGE_FAILED: (p) =>
    `Không dựng được ảnh của trang (${p.detail}). Tệp gốc vẫn được lưu trong kho. Hãy quét lại trang này nếu cần.`,

  PDF_WRITE_FAILED: (p) =>
    `Chưa tạo được tệp PDF/A (${p.detail}). Ảnh và mô tả vẫn được lưu. Hãy thử tạo lại.`,
  PDF_CHECK_FAILED: (p) =>
    `Tệp PDF/A vừa tạo không qua được kiểm tra (${p.detail}) nên không được công bố. Ảnh và mô tả vẫn được lưu. Hãy báo người hỗ trợ.`,

  INVALID_INPUT: (p) => `Dữ liệu gửi lên chưa hợp lệ (${p.detail}). Chưa có gì thay đổi.`,
  FIELD_INVALID: (p) => `${p.field}: ${p.detail} Chưa lưu. Hãy sửa ô này rồi lưu lại.`,
  NOT_FOUND: (p) =>
    `Không tìm thấy ${p.kind} “${p.id}” trong kho. Có thể mã chưa đúng, hoặc mục này đã được chuyển đi. Hãy kiểm tra lại mã.`,
  STALE_VERSION: () =>
    'Tài liệu này vừa được thay đổi ở nơi khác nên chưa lưu đè. Nội dung bạn gõ vẫn còn trên màn hình. Hãy tải lại rồi lưu.',
  FILE_CODE_INVALID: (p) =>
    `Mã hồ sơ “${p.code}” không dùng được: mã thành tên thư mục khi giao nộp nên không được có các dấu \\ / : * ? " < > | và không bắt đầu hay kết thúc bằng dấu chấm. Chưa nhận tệp nào, chưa có gì thay đổi. Hãy sửa mã rồi làm lại.`,
  PROFILE_INVALID: (p) =>
    `Bộ quy định “${p.path}” không dùng được (${p.detail}). Tệp được giữ nguyên và dữ liệu trong kho không thay đổi. Hãy sửa chỗ này trong tệp, hoặc bỏ tệp ra để dùng bộ quy định có sẵn.`,
  SEARCH_QUERY_EMPTY: () => 'Chưa có từ nào để tìm. Hãy gõ ít nhất một chữ hoặc số.',
  SEARCH_INDEX_DAMAGED: (p) =>
    `Chỉ mục tra cứu “${p.path}” bị hỏng. Tài liệu trong kho vẫn nguyên vẹn. Hãy đóng rồi mở lại kho, chương trình sẽ tự lập lại chỉ mục.`,

  TABLE_UNSUPPORTED: (p) =>
    `Tệp “${p.path}” không phải bảng tính (.xlsx, .xls, .ods), tệp .csv hay văn bản Word (.docx) nên không đọc được. Chưa có gì được nhập. Hãy mở tệp bằng phần mềm đã tạo ra nó, lưu lại ở một trong các dạng trên rồi thử lại.`,
  TABLE_DAMAGED: (p) =>
    `Tệp “${p.path}” bị hỏng hoặc thiếu một phần (${p.detail}). Chưa có gì được nhập, tệp được giữ nguyên. Hãy mở tệp bằng Excel hoặc Word, lưu lại rồi thử lại.`,
  TABLE_ENCRYPTED: (p) =>
    `Tệp “${p.path}” được đặt mật khẩu nên không đọc được. Chưa có gì được nhập, tệp được giữ nguyên. Hãy bỏ mật khẩu trong Excel hoặc Word, lưu lại rồi thử lại.`,
  TABLE_TOO_LARGE: (p) =>
    `Tệp “${p.path}” quá lớn để nhập một lần (${p.detail}). Chưa có gì được nhập, tệp được giữ nguyên. Hãy chia tệp thành nhiều phần nhỏ hơn rồi nhập từng phần.`,

  JOB_NOT_FOUND: (p) => `Không có việc nào mang mã “${p.id}”. Hãy xem danh sách việc.`,
  EXPORT_TARGET_INSIDE_ARCHIVE: (p) =>
    `Thư mục xuất “${p.path}” nằm trong kho. Chưa có gì được ghi. Hãy chọn thư mục ngoài kho.`,
  EXPORT_NOTHING_READY: () =>
    'Chưa có tài liệu nào có tệp PDF/A để xuất. Chưa có gì được ghi. Hãy số hóa tài liệu trước.',
  NOT_AN_ARCHIVE_OR_EXPORT: (p) =>
    `“${p.path}” không phải kho Tàng Thư, cũng không phải thư mục đã xuất. Hãy chọn đúng thư mục.`,
} satisfies Messages as Messages;
