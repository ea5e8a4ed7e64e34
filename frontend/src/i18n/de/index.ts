import accounts from "./accounts.json";
import common from "./common.json";
import curations from "./curations.json";
import encounters from "./encounters.json";
import history from "./history.json";
import home from "./home.json";
import identifications from "./identifications.json";
import imports from "./imports.json";
import individuals from "./individuals.json";
import submissions from "./submissions.json";
import time from "./time.json";
import together from "./together.json";

export const german = {
  accounts,
  common,
  curations,
  encounters,
  history,
  home,
  identifications,
  imports,
  individuals,
  submissions,
  time,
  together,
};
