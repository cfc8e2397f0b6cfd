// Vietnamese sentences and a generator of random ones for the tests of encodings.
// Must use no person's data.
import fc from 'fast-check';

/** Between them they use every toned vowel and the words inventories are full of. */
export const sentences = [
  'Cộng hòa xã hội chủ nghĩa Việt Nam',
  'Độc lập – Tự do – Hạnh phúc',
  'Mục lục hồ sơ phông Ủy ban nhân dân tỉnh, hộp số 14',
  'Tập lưu công văn đi của Văn phòng quý III năm 1987',
  'những người kỷ niệm mỹ thuật, quyết định về việc thành lập xã mới',
  'Báo cáo tổng kết phong trào hợp tác xã nông nghiệp huyện',
  'Nghị quyết của Ban Chấp hành Đảng bộ, kèm theo biểu thống kê',
  'giữ gìn giếng nước, khuỷu tay, ngoằn ngoèo, ghế gỗ, nghiêng ngả',
  'Hồ sơ về việc xử lý vi phạm lĩnh vực thủy lợi, đê điều',
  'Thư từ, đơn khiếu nại, tố cáo của nhân dân về ruộng đất',
] as const;

const syllables = [...new Set(sentences.join(' ').match(/\p{L}+/gu) ?? [])].concat(
  'ằng ẵm bẫy mẩu mẽ xẻng ễnh nghỉ kỳ lỵ tỷ thuở rẽ ỡm dẫn hẫng lẳng đĩnh ngã nghĩ vẽ vẻ'.split(' '),
);

export const vietnameseText = fc
  .array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 12 })
  .map((words) => words.join(' '));
