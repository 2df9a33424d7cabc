// The teachers' view: what was asked and how it went, and what lessons are made from.

import { prepareRequests } from "./requests.js";
import { handedToken, receiveToken } from "./identity.js";
import { prepareResources } from "./resources.js";

receiveToken();
addEventListener("hashchange", () => handedToken() && location.reload());
prepareRequests();
prepareResources();
