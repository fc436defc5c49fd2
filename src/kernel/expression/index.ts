export { type CheckedExpression, checkExpression } from './checker.js';
export { evaluateExpression, explainExpression, type TraceStep } from './evaluator.js';
export { type Expression, namesIn } from './expression.js';
export { type ParsedExpression, parseExpression } from './parser.js';
export { printExpression } from './printer.js';
export type { ExpressionProblem, SyntaxProblem } from './problem.js';
export { type ExpressionType, type Fact, readValues, type Schema, type Value, type Values } from './schema.js';
export { canonicalUnit } from './unit.js';
