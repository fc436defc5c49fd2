/** One spelling per unit: `人·元/月`, codes sorted, what cancels left out; a bare number has the unit `''`. */
export function canonicalUnit(unit: string): string {
  return combine([unit, 1]);
}

export function multiplyUnits(left: string, right: string): string {
  return combine([left, 1], [right, 1]);
}

export function divideUnits(left: string, right: string): string {
  return combine([left, 1], [right, -1]);
}

function combine(...factors: readonly (readonly [unit: string, power: 1 | -1])[]): string {
  const powers = new Map<string, number>();
  for (const [unit, power] of factors) {
    for (const [index, side] of unit.split('/').entries()) {
      for (const code of side.split('·').map((text) => text.trim())) {
        powers.set(code, (powers.get(code) ?? 0) + (index === 0 ? power : -power));
      }
    }
  }
  const [over, under] = [printSide(powers, 1), printSide(powers, -1)];
  return under === '' ? over : `${over || '1'}/${under}`;
}

function printSide(powers: ReadonlyMap<string, number>, sign: 1 | -1): string {
  return [...powers]
    .filter(([code, power]) => power * sign > 0 && code !== '' && code !== '1')
    .flatMap(([code, power]) => Array<string>(power * sign).fill(code))
    .sort()
    .join('·');
}
