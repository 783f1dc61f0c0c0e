/** What is put between the words of a text: in the text's language. */
export const course = {
  predict: "Predict",
  question: "Question",
  answer: "Answer",
  taught: "What this chapter taught",
  more: "More about this",
  contents: "Contents",
  part: (number: number) => `Part ${number}`,
  previous: "Previous",
  next: "Next",
};
