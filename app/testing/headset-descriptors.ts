/** The telephony part of report descriptors that makers ship, in hexadecimal. */
export const DESCRIPTORS = {
  /**
   * Hook switch and line busy tone as states, mute, flash, redial and speed dial as presses, a keypad, a programmable
   * button to reject; five lights and the ringer in one report. Most USB headsets and speakerphones are of this kind.
   */
  oneReport:
    '05 0b 09 05 a1 01 85 02 05 0b 15 00 25 01 09 20 09 97 75 01 95 02 81 22 09 2f 09 21 09 70 09 50 ' +
    '75 01 95 04 81 06 09 06 a1 02 19 b0 29 bb 15 00 25 0c 75 04 95 01 81 40 c0 09 07 15 00 25 01 05 ' +
    '09 75 01 95 01 81 02 75 01 95 05 81 01 05 08 15 00 25 01 09 17 09 09 09 18 09 20 09 21 75 01 95 ' +
    '05 91 22 05 0b 15 00 25 01 09 9e 75 01 95 01 91 22 75 01 95 0a 91 01 c0',
  /** A speakerphone of Anker's, which calls its buttons constant. */
  calledConstant:
    '05 0b 09 05 a1 01 85 02 05 0b 15 00 25 01 09 20 09 97 75 01 95 02 81 23 09 2f 09 21 09 70 09 50 ' +
    '75 01 95 04 81 07 05 08 09 17 09 09 09 18 09 20 09 21 75 01 95 05 91 22 95 03 91 03 c0',
  /** Qualcomm's for headsets: each light in a report of its own, named as its usage. */
  lightEach:
    '05 0b 09 05 a1 01 85 08 15 00 25 01 09 20 75 01 95 01 81 22 09 97 75 01 95 01 81 22 09 2b 75 01 ' +
    '95 01 81 22 09 2a 75 01 95 01 81 22 09 2f 75 01 95 01 81 06 09 21 75 01 95 01 81 06 09 24 75 01 ' +
    '95 01 81 06 09 07 05 09 09 01 75 01 95 01 81 02 05 08 85 09 09 09 95 01 91 22 95 07 91 01 85 17 ' +
    '09 17 95 01 91 22 95 07 91 01 85 18 09 18 95 01 91 22 95 07 91 01 85 20 09 20 95 01 91 22 95 07 ' +
    '91 01 c0',
  /** Logitech: mute before the hook switch, and one light. */
  muteFirst:
    '05 0b 09 05 a1 01 85 08 15 00 25 01 09 2f 75 01 95 01 81 06 09 20 75 01 95 01 81 22 95 06 81 01 ' +
    '05 08 85 08 09 09 75 01 95 01 91 22 05 0b 09 2a 75 01 95 01 91 22 95 06 91 01 c0',
  /** HP: the buttons' report and the lights' have one number. */
  busyAfter:
    '05 0b 09 05 a1 01 15 00 25 01 75 01 85 05 09 20 95 01 81 22 09 2f 95 01 81 06 09 24 09 21 09 97 ' +
    '09 2a 09 50 95 05 81 06 09 07 05 09 09 01 75 01 95 01 81 02 05 08 85 05 09 17 09 09 09 18 09 20 ' +
    '09 21 09 2a 95 06 91 22 95 02 91 01 c0',
  /** A Bluetooth chip's: everything absolute, so that nothing tells a state from a button. */
  allAbsolute:
    '05 0b 09 01 a1 01 85 07 15 00 25 01 09 20 09 21 09 2f 75 01 95 03 81 02 75 05 95 01 81 03 05 08 ' +
    '15 00 25 01 09 17 09 18 75 01 95 02 91 02 75 06 95 01 91 03 c0',
  /** Made up: one number says which button is pressed. */
  array: '05 0b 09 05 a1 01 15 01 25 02 75 08 95 01 09 20 09 2f 81 00 c0',
} as const;
