// The help text of the command line.

export const helpText = `Tàng Thư – số hóa, biên mục và tra cứu tài liệu lưu trữ, không cần mạng.

Cách dùng:
  tangthu init <kho> --agency-code MÃ --agency-name TÊN     tạo kho mới
  tangthu digitise <kho> <tệp hoặc thư mục…> [--file MÃ] [--lang vie|fra|eng]… [--model best|fast]
                                                            số hóa: lưu bản gốc, nhận dạng, đề xuất mô tả, tạo PDF/A
  tangthu search <kho> <từ cần tìm> [--limit N]             tìm trang, có dấu hay không dấu
  tangthu text <kho> <mã tài liệu>                          chữ đã nhận dạng
  tangthu show <kho> <mã tài liệu hoặc mã việc>             mọi điều về một tài liệu hay một việc
  tangthu export <kho> --to <thư mục> [--file MÃ]…          xuất PDF, chỉ mục SQLite và bảng kê mã băm
  tangthu verify <kho hoặc thư mục đã xuất>                 kiểm tra toàn vẹn
  tangthu jobs list <kho>                                   các việc đã và đang làm
  tangthu jobs resume <kho> [mã việc]                       làm tiếp việc dở dang; có mã việc: làm lại cả phần hỏng
  tangthu doctor [kho]                                      kiểm tra máy này

Thêm --json để nhận kết quả dạng JSON trên stdout; tiến độ và thông báo luôn ở stderr.
Mã thoát: 0 xong · 2 lệnh sai hoặc không dùng được dữ liệu vào · 3 một số tệp hỏng, phần còn lại đã xong
          4 kiểm tra thấy sai lệch · 70 lỗi của chương trình
`;
