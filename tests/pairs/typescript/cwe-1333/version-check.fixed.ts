const VERSION: RegExp = /^v?\d+(\.\d+){0,3}$/;

export const isVersion = (text: string): boolean => VERSION.test(text);
