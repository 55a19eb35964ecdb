# The workshop is closed for three weeks.
require ["vacation", "date", "relational", "variables"];

set "workshop" "Our workshop";

# rule:[Summer]
if allof (currentdate :value "ge" "date" "2026-07-13",
          currentdate :value "from" "date" "2026-08-01") {
    # Until when, and where can one go with a flat tyre?
    vacation :addresses ["workshop@vandermeer-bicycles.example"]
        :from "noreply@vandermeer-bicycles.example"
        :subject "${workshop} is closed"
        "${workshop} is closed. See https://vandermeer-bicycles.example.";
}
