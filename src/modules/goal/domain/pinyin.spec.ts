import { spellPinyin } from './pinyin.js';

describe('pinyin', () => {
  it('spells a name syllable by syllable, so that 率 follows 旅 and 西安 is not 鲜', () => {
    expect(spellPinyin('预算完成率')).toBe('yu suan wan cheng lv');
    expect(spellPinyin('西安')).toBe('xi an');
    expect(['鲜', '西安'].map(spellPinyin).sort()).toEqual(['xi an', 'xian']);
  });

  it('keeps letters and digits as words, full width too, and drops the rest', () => {
    expect(spellPinyin('PM2.5 年均浓度（μg）')).toBe('pm2 5 nian jun nong du g');
    expect(spellPinyin('Ａ类')).toBe('a lei');
    expect(spellPinyin('——')).toBe('');
  });

  it('leaves out a character that the table does not know', () => {
    expect(spellPinyin('学𠮷校')).toBe('xue xiao');
  });
});
