// Repairs Unicode text that carries the marks of faulty software: decomposed letters, Ƣ for Ư, Ð for Đ.
// Must not be given TCVN3 or VNI text, where some of these characters are other letters.
import { repairLetters } from '../nfc.ts';

/** NFC, with the letter OI and look-alikes of Đ replaced. Right text comes out as it was; twice is the same as once. */
export function repairUnicode(text: string): string {
  return repairLetters(text);
}
