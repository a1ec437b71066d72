using System.Text.RegularExpressions;

namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>
/// Which categories a sentence names: by their own names, by common words for the same thing (a man is a person), in
/// the singular or the plural. Longer names go before shorter ones: a hot dog is no dog, a bus stop no bus.
/// </summary>
public sealed class CategoryWords
{
    // Words of everyday English for the 80 categories of COCO. What could as well be another thing is left out: a
    // "display" need not be a television, "orange" is a color more often than a fruit.
    private static readonly Dictionary<string, string[]> Synonyms = new()
    {
        ["person"] =
        [
            "man", "woman", "boy", "girl", "child", "kid", "baby", "toddler", "guy", "lady", "adult", "pedestrian",
            "player", "rider", "skier",
            "surfer", "skateboarder", "snowboarder", "cyclist", "motorcyclist", "passenger", "driver", "chef", "worker",
            "spectator", "batter",
            "pitcher", "catcher", "umpire", "policeman", "officer", "soldier", "tourist", "customer", "farmer",
            "fisherman", "teenager", "human",
        ],
        ["bicycle"] = ["bike"],
        ["car"] = ["automobile", "sedan", "suv", "taxi", "cab", "hatchback", "minivan", "jeep"],
        ["motorcycle"] = ["motorbike", "scooter", "moped"],
        ["airplane"] = ["plane", "aeroplane", "jet", "aircraft", "airliner", "jetliner"],
        ["bus"] = ["coach", "minibus", "double-decker"],
        ["train"] = ["locomotive", "tram", "subway train"],
        ["truck"] = ["lorry", "pickup", "fire truck", "fire engine", "van"],
        ["boat"] = ["ship", "sailboat", "canoe", "kayak", "rowboat", "ferry", "yacht", "dinghy", "gondola"],
        ["traffic light"] = ["traffic signal", "stoplight", "stop light"],
        ["fire hydrant"] = ["hydrant"],
        ["bench"] = ["park bench"],
        ["bird"] =
            ["duck", "goose", "swan", "seagull", "gull", "pigeon", "parrot", "owl", "eagle", "chicken", "rooster",
                "hen", "ostrich", "flamingo", "crow", "sparrow", "penguin", "peacock", "pelican"],
        ["cat"] = ["kitten", "kitty", "tabby"],
        ["dog"] = ["puppy", "pup", "poodle", "labrador", "terrier", "bulldog", "retriever"],
        ["horse"] = ["pony", "foal", "colt", "stallion", "mare"],
        ["sheep"] = ["lamb", "ram", "ewe"],
        ["cow"] = ["bull", "calf", "cattle", "ox", "steer", "heifer"],
        ["elephant"] = ["baby elephant"],
        ["bear"] = ["polar bear", "panda", "grizzly"],
        ["backpack"] = ["rucksack", "knapsack"],
        ["umbrella"] = ["parasol", "sunshade"],
        ["handbag"] = ["purse"],
        ["tie"] = ["necktie", "bow tie"],
        ["suitcase"] = ["luggage", "baggage"],
        ["frisbee"] = ["flying disc", "disc"],
        ["skis"] = ["ski"],
        ["sports ball"] = ["ball", "baseball", "basketball", "football", "soccer ball", "tennis ball", "volleyball"],
        ["baseball bat"] = ["bat"],
        ["baseball glove"] = ["mitt", "baseball mitt", "catcher's mitt"],
        ["skateboard"] = ["longboard"],
        ["surfboard"] = ["surf board"],
        ["tennis racket"] = ["racket", "racquet", "tennis racquet"],
        ["bottle"] = ["water bottle", "wine bottle", "beer bottle"],
        ["wine glass"] = ["wineglass", "goblet", "glass of wine"],
        ["cup"] = ["mug", "teacup", "coffee cup"],
        ["bowl"] = ["salad bowl"],
        ["sandwich"] = ["burger", "hamburger", "cheeseburger", "sub"],
        ["hot dog"] = ["hotdog", "frankfurter"],
        ["donut"] = ["doughnut"],
        ["cake"] = ["birthday cake", "cupcake", "cheesecake"],
        ["chair"] = ["armchair", "stool", "seat", "recliner"],
        ["couch"] = ["sofa", "loveseat", "settee"],
        ["potted plant"] = ["plant", "houseplant", "flowerpot"],
        ["dining table"] = ["table", "kitchen table", "coffee table", "desk"],
        ["tv"] = ["television", "television set", "tv set", "flat screen"],
        ["laptop"] = ["laptop computer", "notebook computer"],
        ["mouse"] = ["computer mouse"],
        ["remote"] = ["remote control", "wii remote"],
        ["keyboard"] = ["computer keyboard"],
        ["cell phone"] = ["phone", "mobile phone", "cellphone", "smartphone", "telephone"],
        ["microwave"] = ["microwave oven"],
        ["oven"] = ["stove"],
        ["refrigerator"] = ["fridge", "freezer"],
        ["book"] = ["novel", "textbook"],
        ["vase"] = ["urn"],
        ["teddy bear"] = ["teddy", "stuffed bear", "stuffed animal"],
        ["hair drier"] = ["hair dryer", "hairdryer", "blow dryer"],
    };

    // Phrases that hold the name of a category and mean something else.
    private static readonly string[] Others =
    [
        "bus stop", "bus station", "train station", "train tracks", "train track", "car park", "boat house",
        "bird bath", "dog house",
        "cat food", "dog food", "traffic cone", "book shelf", "book store", "cup holder", "table cloth", "table tennis",
        "toilet paper",
        "oven mitt", "cake stand", "clock tower", "bear market", "knife block", "sink in", "tie up", "park car",
        "cowboy", "orange juice",
        "apple juice", "carrot cake", "zebra crossing", "fork in the road", "flower bed", "river bed", "truck bed",
        "cake batter", "pitcher of",
        "jet ski", "dream catcher", "baby blue", "power plant", "mouse pad", "banana bread", "pizza box", "phone booth",
        "horse racing", "bench press", "bowl game", "seat belt",
    ];

    private readonly Regex _words;
    private readonly Dictionary<string, string?> _categoryOf = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of some categories.</summary>
    /// <param name="categories">All categories of the annotations, whether or not an image has them.</param>
    public CategoryWords(IEnumerable<string> categories)
    {
        var names = categories.ToArray();
        // Own names come first: where "mouse" is a category, no synonym takes the word away.
        foreach (var name in names) Add(name, name);
        foreach (var name in names)
            foreach (var synonym in Synonyms.GetValueOrDefault(name.ToLowerInvariant(), [])) Add(synonym, name);
        foreach (var other in Others) _categoryOf.TryAdd(Spaces(other), null);
        var longestFirst = _categoryOf.Keys.OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal)
            .Select(w => Regex.Escape(w).Replace(@"\ ", @"[\s-]+"));
        _words = new($@"(?<![\w-])(?:{string.Join('|', longestFirst)})(?![\w-])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>The categories that a text names, each once, in the order of the text.</summary>
    public IReadOnlyList<string> NamedIn(string text) =>
        [.. _words.Matches(text).Where(m => WordSenses.NamesAThing(text, m.Index, m.Length))
            .Select(m => _categoryOf[Spaces(m.Value)]).OfType<string>().Distinct()];

    /// <summary>A category's name in the singular and in the plural.</summary>
    public static (string Singular, string Plural) Forms(string category) => (category, Plural.Of(category));

    private void Add(string word, string category)
    {
        _categoryOf.TryAdd(Spaces(word), category);
        _categoryOf.TryAdd(Spaces(Plural.Of(word)), category);
    }

    // "double-decker" and "double decker" are one.
    private static string Spaces(string match) => Regex.Replace(match, @"[\s-]+", " ");
}
