import fs from 'node:fs';
import path from 'node:path';

const SOURCES = fs
  .readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.dto.ts'))
  .map((file) => ({ file, text: fs.readFileSync(path.join('src', file), 'utf8') }));

/** From the decorator to the end of the field that it stands at. */
const nullables = (text: string): readonly string[] =>
  [...text.matchAll(/@IsOptional\(\)[\s\S]*?\n {2}(?:readonly )?(\w+\??: [^;]+);/g)].map(([, field = '']) => field);

describe('fields of requests', () => {
  it('give a null to the service only where their type says so: @Optional leaves it out, @IsOptional lets it through', () => {
    const wrong = SOURCES.flatMap(({ file, text }) =>
      nullables(text).flatMap((field) => (field.includes('| null') ? [] : [`${file}: ${field}`])),
    );
    expect(wrong).toEqual([]);
    expect(SOURCES.flatMap(({ text }) => nullables(text)).length).toBeGreaterThan(10);
  });
});
