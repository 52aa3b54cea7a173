/** `Hello Anna,` or, of a person without a name, `Hello,`. */
export const GREETING = 'Hello{% if mail.firstName %} {{ mail.firstName }}{% endif %},';
