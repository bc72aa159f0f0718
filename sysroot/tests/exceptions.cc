/* C++ exceptions: through frames, by type, with destructors, out of the standard library. */
#include "check.h"
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

static int destroyed;

struct Guard {
	~Guard() { destroyed++; }
};

static void thrower(int depth)
{
	Guard guard;
	if (depth == 0)
		throw std::string("deep");
	thrower(depth - 1);
}

static void by_type()
{
	std::string caught;
	try {
		try {
			thrower(9);
		} catch (int) {
			caught = "the wrong type";
		}
	} catch (const std::string &text) {
		caught = text;
	}
	CHECK(caught == "deep");
	CHECK(destroyed == 10);
}

static void from_the_library()
{
	bool caught = false;
	try {
		(void)std::vector<int>().at(3);
	} catch (const std::exception &error) {
		caught = dynamic_cast<const std::out_of_range *>(&error) != nullptr;
	}
	CHECK(caught);
	caught = false;
	try {
		(void)std::filesystem::file_size("/nonexistent");
	} catch (const std::filesystem::filesystem_error &error) {
		caught = error.code() == std::errc::no_such_file_or_directory;
	}
	CHECK(caught);
}

static void rethrown()
{
	int caught = 0;
	try {
		try {
			throw 7;
		} catch (...) {
			throw;
		}
	} catch (int number) {
		caught = number;
	}
	CHECK(caught == 7);
}

int main()
{
	by_type();
	from_the_library();
	rethrown();
	puts("exceptions ok");
}
