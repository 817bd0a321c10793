// The pack's conditions as a CQL library, in ELM: what a translator makes of
//
//   parameter Answers Tuple { age Integer, fever Boolean, … }
//   parameter Unsure List<String>
//   context Unfiltered
//   define "n17": Answers.age >= 65 and Answers.fever
//
// A question that is not answered is null, and three-valued logic does the rest.
const SYSTEM = 'urn:hl7-org:elm-types:r1';
const TYPES = { integer: 'Integer', yes_no: 'Boolean', one: 'String', many: 'String' };

const named = (type) => ({ type: 'NamedTypeSpecifier', name: `{${SYSTEM}}${type}` });
const listOf = (elementType) => ({ type: 'ListTypeSpecifier', elementType });
const literal = (type, value) => ({ type: 'Literal', valueType: `{${SYSTEM}}${type}`, value: String(value) });
const parameter = (name) => ({ type: 'ParameterRef', name });
const both = (type, a, b) => ({ type, operand: [a, b] });
const joined = (type, sides) => sides.reduce((a, b) => both(type, a, b));

// The library has a definition for each root, and for each inner condition that stands in several of them.
export const nameOf = (node) => `n${node}`;

export function elmOf({ id, version, questions }, { nodes, roots }) {
  const typeOf = new Map(questions.map((question) => [question.id, question.type]));
  const answer = (question) => ({ type: 'Property', path: question, source: parameter('Answers') });

  const has = (question, value) => {
    switch (typeOf.get(question)) {
      case 'yes_no': return value === 'yes' ? answer(question) : { type: 'Not', operand: answer(question) };
      case 'one': return both('Equal', answer(question), literal('String', value));
      default: return both('Contains', answer(question), literal('String', value));
    }
  };
  // A list that is null contains nothing, says CQL; here nobody knows.
  const unlessNull = (question, expression) => ({
    type: 'If', condition: { type: 'IsNull', operand: answer(question) },
    then: { type: 'As', operand: { type: 'Null' }, asTypeSpecifier: named('Boolean') }, else: expression,
  });
  const atom = ({ unsure, question, from, to, of, at_least: least }) => {
    if (unsure !== undefined) return both('Contains', parameter('Unsure'), literal('String', unsure));
    if (from !== undefined) {
      return both('And', both('GreaterOrEqual', answer(question), literal('Integer', from)),
        both('LessOrEqual', answer(question), literal('Integer', to)));
    }
    if (typeOf.get(question) !== 'many') return joined('Or', of.map((value) => has(question, value)));
    if (least === 1) return unlessNull(question, joined('Or', of.map((value) => has(question, value))));
    const wanted = { type: 'List', element: of.map((value) => literal('String', value)) };
    const count = { type: 'Count', source: both('Intersect', answer(question), wanted) };
    return unlessNull(question, both('GreaterOrEqual', count, literal('Integer', least)));
  };

  const uses = new Map();
  for (const { sides = [] } of nodes) for (const side of sides) uses.set(side, (uses.get(side) ?? 0) + 1);
  const isDefined = (node) => roots.has(node) || (nodes[node].sides && uses.get(node) > 1);
  const expression = ({ condition, sides }) =>
    (sides ? joined(condition.all ? 'And' : 'Or', sides.map(reference)) : atom(condition));
  const reference = (node) =>
    (isDefined(node) ? { type: 'ExpressionRef', name: nameOf(node) } : expression(nodes[node]));

  return {
    library: {
      identifier: { id, version }, schemaIdentifier: { id: 'urn:hl7-org:elm', version: 'r1' },
      usings: { def: [{ localIdentifier: 'System', uri: SYSTEM }] },
      parameters: {
        def: [
          { name: 'Answers', accessLevel: 'Public', parameterTypeSpecifier: {
            type: 'TupleTypeSpecifier',
            element: questions.map(({ id: name, type }) => ({
              name, elementType: type === 'many' ? listOf(named('String')) : named(TYPES[type]),
            })),
          } },
          { name: 'Unsure', accessLevel: 'Public', parameterTypeSpecifier: listOf(named('String')) },
        ],
      },
      statements: {
        def: nodes.flatMap((node, i) => (isDefined(i)
          ? [{ name: nameOf(i), context: 'Unfiltered', accessLevel: 'Public', expression: expression(node) }] : [])),
      },
    },
  };
}
