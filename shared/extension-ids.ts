/** Public half of the key that gives an unpacked Chrome or Edge build its fixed id. The Web Store keeps the id of a listed item by itself. */
export const CHROME_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4BP92ws8ML73Iw2UXkFYEYMp7nWqI/PbkAc1xI6KTeI+TnOWdAeHFuq9j+EOMwLLFeB4NLG7g0VwoAqU4OguioZu6TPXvV9rcaJdCJaXnBs7MSaXYkziOUOEPIv8jYUdLHoHMGI9J/g00PxFgsPbxrO7ZS0yjBfySY3oLUrIWI/Nc1fKeL6K3pTq/p95Ge3wtSnTFvxjNmmc/tRZ3V2ldo2D2ks6Frao+OmHFkXC7/b0q3ONIXxoEuR35KJ7VzZY2YLGMXt9aHG39aGWatSaBFH1rVvN0pDGvVT+8ZwKGo5/aC0vS3X2tB4GN0lKLMok4nEg8Bci57e+W1UOCjtoHwIDAQAB'

/** The id that browsers derive from CHROME_KEY. */
export const CHROME_ID = 'plongjefcicacneiglnabdakbinpegie'

export const GECKO_ID = 'bright-spots@bright-spots.example'
