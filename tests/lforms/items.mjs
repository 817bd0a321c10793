// All items of a Questionnaire or a response, with those that they hold, in the order of the form.
export const itemsOf = ({item = []}) => item.flatMap((each) => [each, ...itemsOf(each)]);
